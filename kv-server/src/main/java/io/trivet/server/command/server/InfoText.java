package io.trivet.server.command.server;

import java.util.Locale;

/// A text of INFO: sections with a headline, and lines `name:value`, each ended by CR LF.
final class InfoText {
  private final StringBuilder text = new StringBuilder();

  /// Begins a section.
  void section(String name) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(name).append("\r\n");
  }

  void field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  void field(String name, long value) {
    field(name, Long.toString(value));
  }

  /// A number with so many digits behind the point.
  void field(String name, double value, int digits) {
    field(name, String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  void flag(String name, boolean isTrue) {
    field(name, isTrue ? 1 : 0);
  }

  /// Bytes, and under another name the same for people.
  void bytes(String name, long value) {
    field(name, value);
    field(name + "_human", ByteText.of(value));
  }

  /// Fields that mean nothing here and that clients may look for: 0.
  void zeros(String... names) {
    for (String name : names) {
      field(name, 0);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
