package io.trivet.server.config;

/// Whether tests are to write what they would otherwise compare with: `-Drewrite`.
public final class Rewrite {
  private Rewrite() {}

  /// True with `-Drewrite`.
  public static boolean isAsked() {
    String value = System.getProperty("rewrite");
    return value != null && !value.equals("false");
  }
}
