package io.trivet.server.command;

import java.util.Arrays;

/// Where the keys of one request stand, and what the command does with each. Reused from request to
/// request.
///
/// Threads: the thread that parses.
public final class KeyPositions {
  private int[] words = new int[8];
  private int[] flagBits = new int[8];
  private int count;

  /// How many keys.
  public int count() {
    return count;
  }

  /// The word that is the key at `index`.
  public int word(int index) {
    return words[checked(index)];
  }

  /// What is done with the key at `index`: bits of [KeyFlag].
  public int flagBits(int index) {
    return flagBits[checked(index)];
  }

  /// Whether any key may be changed.
  public boolean anyWritten() {
    for (int i = 0; i < count; i++) {
      if (KeyFlag.writes(flagBits[i])) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    count = 0;
  }

  void add(int word, int bits) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
      flagBits = Arrays.copyOf(flagBits, 2 * count);
    }
    words[count] = word;
    flagBits[count] = bits;
    count++;
  }

  private int checked(int index) {
    if (index >= count) {
      throw new IndexOutOfBoundsException("key " + index + " of " + count);
    }
    return index;
  }
}
