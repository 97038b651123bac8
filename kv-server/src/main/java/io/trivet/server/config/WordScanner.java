package io.trivet.server.config;

import org.jspecify.annotations.Nullable;

/// Reads the words of one line, see [DirectiveText].
///
/// Threads: one.
final class WordScanner {
  private final String line;
  private int at;

  WordScanner(String line) {
    this.line = line;
  }

  /// Goes to the next word; false at the end of the line.
  boolean skipSpaces() {
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    return at < line.length();
  }

  /// Whether a letter stands here.
  boolean isAt(char c) {
    return at < line.length() && line.charAt(at) == c;
  }

  /// The word that starts here, or null if it is ill-formed.
  @Nullable String word() {
    StringBuilder word = new StringBuilder();
    while (at < line.length() && !isSpace(line.charAt(at))) {
      char c = line.charAt(at++);
      if (c != '"' && c != '\'') {
        word.append(c);
      } else if (!quoted(c, word)) {
        return null;
      }
    }
    return word.toString();
  }

  /// Reads to the closing quote; false if there is none or no space follows it.
  private boolean quoted(char quote, StringBuilder word) {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return at == line.length() || isSpace(line.charAt(at));
      }
      if (c != '\\' || at == line.length()) {
        word.append(c);
      } else if (quote == '"') {
        escape(word);
      } else if (line.charAt(at) == '\'') {
        word.append('\'');
        at++;
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private void escape(StringBuilder word) {
    char c = line.charAt(at++);
    if (c == 'x'
        && at + 1 < line.length()
        && isHex(line.charAt(at))
        && isHex(line.charAt(at + 1))) {
      word.append((char) Integer.parseInt(line, at, at + 2, 16));
      at += 2;
      return;
    }
    word.append(
        switch (c) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'a' -> (char) 0x07;
          default -> c;
        });
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }
}
