package io.trivet.server.bytes;

/// Glob matching by plain recursion, one rule a line: slow, for comparison.
final class RecursiveGlob {
  private final byte[] pattern;
  private final byte[] text;
  private final boolean isAnyCase;

  RecursiveGlob(byte[] pattern, byte[] text, boolean isAnyCase) {
    this.pattern = pattern;
    this.text = text;
    this.isAnyCase = isAnyCase;
  }

  /// Whether the pattern from `p` on matches the text from `t` on.
  boolean matches(int p, int t) {
    if (p >= pattern.length) {
      return t == text.length;
    }
    if (pattern[p] == '*') {
      return matches(p + 1, t) || (t < text.length && matches(p, t + 1));
    }
    if (t == text.length) {
      return false;
    }
    return switch (pattern[p]) {
      case '?' -> matches(p + 1, t + 1);
      case '[' -> inClass(p, text[t]) && matches(afterClass(p), t + 1);
      case '\\' -> {
        int literal = Math.min(p + 1, pattern.length - 1);
        yield same(pattern[literal], text[t]) && matches(literal + 1, t + 1);
      }
      default -> same(pattern[p], text[t]) && matches(p + 1, t + 1);
    };
  }

  private boolean inClass(int open, byte octet) {
    int p = open + 1;
    boolean isNegated = p < pattern.length && pattern[p] == '^';
    p += isNegated ? 1 : 0;
    boolean isMember = false;
    while (p < pattern.length && pattern[p] != ']') {
      isMember |= isMember(p, octet);
      p += width(p);
    }
    return isMember != isNegated;
  }

  private int afterClass(int open) {
    int p = open + 1;
    p += p < pattern.length && pattern[p] == '^' ? 1 : 0;
    while (p < pattern.length && pattern[p] != ']') {
      p += width(p);
    }
    return p + 1;
  }

  private boolean isMember(int p, byte octet) {
    return switch (width(p)) {
      case 1 -> same(pattern[p], octet);
      case 2 -> pattern[p + 1] == octet;
      default -> {
        int one = fold((byte) Math.min(pattern[p], pattern[p + 2]));
        int other = fold((byte) Math.max(pattern[p], pattern[p + 2]));
        yield fold(octet) >= one && fold(octet) <= other;
      }
    };
  }

  /// 2 for an escape, 3 for a range, else 1.
  private int width(int p) {
    int left = pattern.length - p;
    if (pattern[p] == '\\' && left >= 2) {
      return 2;
    }
    return left >= 3 && pattern[p + 1] == '-' ? 3 : 1;
  }

  private boolean same(byte one, byte other) {
    return fold(one) == fold(other);
  }

  private int fold(byte octet) {
    return isAnyCase ? Octets.lower(octet) : octet;
  }
}
