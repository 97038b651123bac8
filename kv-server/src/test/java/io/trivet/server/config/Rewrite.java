package io.trivet.server.config;

/// Whether tests are to write what they would otherwise compare with: `-Drewrite`.
final class Rewrite {
  private Rewrite() {}

  static boolean isAsked() {
    String value = System.getProperty("rewrite");
    return value != null && !value.equals("false");
  }
}
