package io.trivet.server.bytes;

import io.trivet.storage.value.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A glob pattern as KEYS, SCAN, PSUBSCRIBE and access rules know it, compiled once.
///
/// ```
/// *        any bytes, also none            ?       any one byte
/// [abc]    one of these                    [a-c]   one of this range, in either direction
/// [^abc]   any other byte                  \x      the byte x itself
/// ```
///
/// A class that is not closed ends with the pattern; a backslash at the very end stands for itself.
/// Ranges compare bytes as signed numbers, as C does. The empty text matches only the empty
/// pattern: whoever wants `*` to match it, too, asks [#isAll] first.
///
/// Threads: immutable.
public final class GlobPattern {
  /* Matching goes from left to right and remembers only the last star: when a byte does not fit,
  the star takes one byte more and the rest of the pattern is tried again behind it. Going back
  to an earlier star could not help, since the last one can take whatever the earlier one would
  have. So time is bounded by the product of both lengths, and there is no recursion. */

  private static final int STAR = -1;
  private static final int ANY = -2;

  /// Codes below this are classes: the first class is -3, the second -4.
  private static final int FIRST_CLASS = -3;

  private static final int CLASS_WORDS = 4;

  private final Bytes source;
  private final boolean isAnyCase;

  /// A byte (0 to 255), or a code.
  private final int[] elements;

  /// Four words of bits a class.
  private final long[] classes;

  private GlobPattern(Bytes source, boolean isAnyCase, int[] elements, long[] classes) {
    this.source = source;
    this.isAnyCase = isAnyCase;
    this.elements = elements;
    this.classes = classes;
  }

  /// A pattern that tells letters of different case apart.
  public static GlobPattern of(Bytes pattern) {
    return new Compiler(pattern, false).compile();
  }

  /// A pattern that takes ASCII letters in any case.
  public static GlobPattern ofAnyCase(Bytes pattern) {
    return new Compiler(pattern, true).compile();
  }

  /// The text of the pattern.
  public Bytes source() {
    return source;
  }

  /// Whether the pattern is a single star.
  public boolean isAll() {
    return source.length() == 1 && source.at(0) == '*';
  }

  /// The only text that matches, or null if there may be others.
  public @Nullable Bytes literal() {
    byte[] text = new byte[elements.length];
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] < 0 || isAnyCase) {
        return null;
      }
      text[i] = (byte) elements[i];
    }
    return Bytes.of(text);
  }

  /// Whether `text` matches.
  public boolean matches(Bytes text) {
    return matches(text.array(), 0, text.length());
  }

  /// Whether the bytes at a place (see [Octets]) match.
  public boolean matches(byte @Nullable [] heap, long at, int length) {
    if (length == 0) {
      return elements.length == 0;
    }
    int element = 0;
    int index = 0;
    int behindStar = -1;
    int starIndex = 0;
    while (index < length) {
      if (element < elements.length && elements[element] == STAR) {
        element++;
        behindStar = element;
        starIndex = index;
      } else if (element < elements.length
          && fits(elements[element], Octets.at(heap, at + index))) {
        element++;
        index++;
      } else if (behindStar >= 0) {
        element = behindStar;
        index = ++starIndex;
      } else {
        return false;
      }
    }
    while (element < elements.length && elements[element] == STAR) {
      element++;
    }
    return element == elements.length;
  }

  private boolean fits(int element, byte octet) {
    if (element >= 0) {
      return element == ((isAnyCase ? Octets.lower(octet) : octet) & 0xFF);
    }
    if (element == ANY) {
      return true;
    }
    int bit = octet & 0xFF;
    return (classes[(FIRST_CLASS - element) * CLASS_WORDS + (bit >> 6)] & (1L << bit)) != 0;
  }

  /// Turns a pattern into elements.
  private static final class Compiler {
    private final Bytes pattern;
    private final boolean isAnyCase;
    private int[] elements;
    private int elementCount;
    private long[] classes = new long[0];
    private int next;

    Compiler(Bytes pattern, boolean isAnyCase) {
      this.pattern = pattern;
      this.isAnyCase = isAnyCase;
      this.elements = new int[pattern.length()];
    }

    GlobPattern compile() {
      while (next < pattern.length()) {
        byte octet = pattern.at(next++);
        switch (octet) {
          case '*' -> star();
          case '?' -> add(ANY);
          case '[' -> addClass();
          case '\\' -> literal(next < pattern.length() ? pattern.at(next++) : octet);
          default -> literal(octet);
        }
      }
      return new GlobPattern(pattern, isAnyCase, Arrays.copyOf(elements, elementCount), classes);
    }

    private void star() {
      if (elementCount == 0 || elements[elementCount - 1] != STAR) {
        add(STAR);
      }
    }

    private void literal(byte octet) {
      add((isAnyCase ? Octets.lower(octet) : octet) & 0xFF);
    }

    private void add(int element) {
      elements[elementCount++] = element;
    }

    private void addClass() {
      boolean isNegated = next < pattern.length() && pattern.at(next) == '^';
      if (isNegated) {
        next++;
      }
      long[] bits = new long[CLASS_WORDS];
      while (next < pattern.length() && pattern.at(next) != ']') {
        member(bits);
      }
      next++;
      if (isNegated) {
        for (int i = 0; i < CLASS_WORDS; i++) {
          bits[i] = ~bits[i];
        }
      }
      add(FIRST_CLASS - classes.length / CLASS_WORDS);
      classes = Arrays.copyOf(classes, classes.length + CLASS_WORDS);
      System.arraycopy(bits, 0, classes, classes.length - CLASS_WORDS, CLASS_WORDS);
    }

    /// Adds what the next member of a class stands for.
    private void member(long[] bits) {
      int left = pattern.length() - next;
      byte octet = pattern.at(next);
      if (octet == '\\' && left >= 2) {
        set(bits, pattern.at(next + 1));
        next += 2;
      } else if (left >= 3 && pattern.at(next + 1) == '-') {
        range(bits, octet, pattern.at(next + 2));
        next += 3;
      } else {
        for (int other = Byte.MIN_VALUE; other <= Byte.MAX_VALUE; other++) {
          if (folded((byte) other) == folded(octet)) {
            set(bits, (byte) other);
          }
        }
        next++;
      }
    }

    private void range(long[] bits, byte one, byte other) {
      int from = folded((byte) Math.min(one, other));
      int last = folded((byte) Math.max(one, other));
      for (int octet = Byte.MIN_VALUE; octet <= Byte.MAX_VALUE; octet++) {
        int folded = folded((byte) octet);
        if (folded >= from && folded <= last) {
          set(bits, (byte) octet);
        }
      }
    }

    private int folded(byte octet) {
      return isAnyCase ? Octets.lower(octet) : octet;
    }

    private static void set(long[] bits, byte octet) {
      int bit = octet & 0xFF;
      bits[bit >> 6] |= 1L << bit;
    }
  }
}
