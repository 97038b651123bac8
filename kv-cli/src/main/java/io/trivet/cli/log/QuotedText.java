package io.trivet.cli.log;

import io.trivet.storage.value.Bytes;

/// Bytes as a person reads them: quoted, with escapes for what does not print, and shortened.
final class QuotedText {
  private QuotedText() {}

  /// The first `maxBytes` bytes in quotes, and `...` if there are more; for none only the size.
  static String of(Bytes bytes, int maxBytes) {
    if (maxBytes == 0) {
      return bytes.length() + " bytes";
    }
    int shown = Math.min(bytes.length(), maxBytes);
    StringBuilder text = new StringBuilder(shown + 16).append('"');
    for (int i = 0; i < shown; i++) {
      append(text, bytes.at(i) & 0xFF);
    }
    text.append('"');
    if (shown < bytes.length()) {
      text.append("... of ").append(bytes.length()).append(" bytes");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int b) {
    switch (b) {
      case '"', '\\' -> text.append('\\').append((char) b);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (b >= ' ' && b < 0x7F) {
          text.append((char) b);
        } else {
          text.append("\\x%02x".formatted(b));
        }
      }
    }
  }
}
