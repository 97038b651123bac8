package io.trivet.server.config;

import java.util.Locale;

/// A pattern of option names, matched without regard to case:
///
///     *  any letters    ?  one letter    [abc] [a-z] [^a]  one of, one not of    \x  x itself
///
/// Threads: any; immutable.
record NamePattern(String pattern) {
  private static final int LONGEST = 1024;

  NamePattern(String pattern) {
    this.pattern = pattern.toLowerCase(Locale.ROOT);
  }

  /// Whether a text is a pattern and not just a name.
  static boolean hasWildcards(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /// Whether a name in lower case has the form of the pattern. Patterns of more than 1024 letters
  /// match nothing.
  boolean matches(String name) {
    if (pattern.length() > LONGEST) {
      return false;
    }
    int at = 0;
    int in = 0;
    int starAt = -1;
    int starIn = 0;
    while (in < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        starAt = at++;
        starIn = in;
      } else if (at < pattern.length() && matchesOne(at, name.charAt(in))) {
        at = after(at);
        in++;
      } else if (starAt >= 0) {
        at = starAt + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  private boolean matchesOne(int at, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> true;
      case '[' -> inSet(at, c);
      case '\\' -> at + 1 < pattern.length() && pattern.charAt(at + 1) == c;
      default -> pattern.charAt(at) == c;
    };
  }

  /// The place behind the element that begins at `at`. A set that is not closed ends with the
  /// pattern.
  private int after(int at) {
    if (pattern.charAt(at) == '\\') {
      return Math.min(at + 2, pattern.length());
    }
    if (pattern.charAt(at) != '[') {
      return at + 1;
    }
    int end = at + 1;
    while (end < pattern.length() && pattern.charAt(end) != ']') {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, pattern.length());
  }

  private boolean inSet(int at, char c) {
    int end = after(at);
    int i = at + 1;
    boolean isNegated = i < end && pattern.charAt(i) == '^';
    if (isNegated) {
      i++;
    }
    boolean isIn = false;
    while (i < end && pattern.charAt(i) != ']') {
      if (pattern.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      boolean isRange = i + 2 < end && pattern.charAt(i + 1) == '-';
      char first = pattern.charAt(i);
      char last = isRange ? pattern.charAt(i + 2) : first;
      isIn |= c >= Math.min(first, last) && c <= Math.max(first, last);
      i += isRange ? 3 : 1;
    }
    return isIn != isNegated;
  }
}
