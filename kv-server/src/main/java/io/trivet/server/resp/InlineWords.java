package io.trivet.server.resp;

import io.trivet.server.bytes.Octets;
import org.jspecify.annotations.Nullable;

/// Splits an inline request, a line that a person may have typed, into words.
///
/// ```
/// word     = ( plain | quoted | apostrophed )+      a quote ends the word
/// quoted   = " ( \xHH | \n | \r | \t | \b | \a | \any | any )* "
/// quoted2  = ' ( \' | any )* '
/// ```
///
/// Words are divided by blanks. A zero byte ends the line. The words are copied to an array, since
/// unquoting changes them.
final class InlineWords {
  private final byte @Nullable [] heap;
  private final long base;
  private final int length;
  private final byte[] target;
  private int next;
  private int to;

  private InlineWords(byte @Nullable [] heap, long base, int length) {
    this.heap = heap;
    this.base = base;
    this.length = length;
    this.target = new byte[length];
  }

  /// Fills `request` with the words of the line of `length` bytes at a place (see [Octets]).
  ///
  /// @return false if quotes are not balanced; `request` is of no use then
  static boolean split(byte @Nullable [] heap, long base, int length, Request request) {
    InlineWords words = new InlineWords(heap, base, length);
    request.clear();
    request.locate(words.target, 0);
    return words.split(request);
  }

  private boolean split(Request request) {
    while (true) {
      while (isBlank(peek())) {
        next++;
      }
      if (peek() == 0) {
        return true;
      }
      int from = to;
      if (!word()) {
        return false;
      }
      request.add(from, to - from);
    }
  }

  /// Copies one word; false if a quote in it is not closed well.
  private boolean word() {
    while (true) {
      int octet = peek();
      switch (octet) {
        case ' ', '\n', '\r', '\t', 0 -> {
          return true;
        }
        case '"' -> {
          next++;
          return quoted();
        }
        case '\'' -> {
          next++;
          return apostrophed();
        }
        default -> append(octet);
      }
      next++;
    }
  }

  private boolean quoted() {
    while (true) {
      int octet = peek();
      if (octet == 0) {
        return false;
      }
      next++;
      if (octet == '"') {
        return endsWell();
      }
      append(octet == '\\' && peek() != 0 ? escaped() : octet);
    }
  }

  /// The byte that an escape stands for; its backslash has been read.
  private int escaped() {
    int octet = peek();
    next++;
    if (octet == 'x' && hex(at(next)) >= 0 && hex(at(next + 1)) >= 0) {
      int value = hex(at(next)) * 16 + hex(at(next + 1));
      next += 2;
      return value;
    }
    return switch (octet) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> octet;
    };
  }

  private boolean apostrophed() {
    while (true) {
      int octet = peek();
      if (octet == 0) {
        return false;
      }
      next++;
      if (octet == '\\' && peek() == '\'') {
        append('\'');
        next++;
      } else if (octet == '\'') {
        return endsWell();
      } else {
        append(octet);
      }
    }
  }

  /// A closing quote must be followed by a blank or nothing.
  private boolean endsWell() {
    return peek() == 0 || isBlank(peek());
  }

  private void append(int octet) {
    target[to++] = (byte) octet;
  }

  private int peek() {
    return at(next);
  }

  /// The byte at an index of the line, 0 behind its end.
  private int at(int index) {
    return index < length ? Octets.at(heap, base + index) & 0xFF : 0;
  }

  private static boolean isBlank(int octet) {
    return octet == ' ' || (octet >= '\t' && octet <= '\r');
  }

  private static int hex(int octet) {
    return octet < 128 ? Character.digit(octet, 16) : -1;
  }
}
