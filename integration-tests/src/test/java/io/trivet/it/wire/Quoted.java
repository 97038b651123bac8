package io.trivet.it.wire;

/// Octets as a person can read and paste them: in quotes, with escapes, as redis-cli takes them.
public final class Quoted {
  private Quoted() {}

  /// In quotes.
  public static String of(String octets) {
    return '"' + escaped(octets) + '"';
  }

  /// In quotes only where it is no plain word.
  public static String word(String octets) {
    return octets.matches("[!#-&(-\\[\\]-~]+") ? octets : of(octets);
  }

  static String escaped(String octets) {
    StringBuilder text = new StringBuilder();
    for (char c : octets.toCharArray()) {
      switch (c) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '"', '\\' -> text.append('\\').append(c);
        default -> text.append(c >= ' ' && c <= '~' ? "" + c : "\\x%02x".formatted((int) c));
      }
    }
    return text.toString();
  }
}
