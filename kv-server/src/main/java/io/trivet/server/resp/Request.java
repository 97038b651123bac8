package io.trivet.server.resp;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.bytes.Int64Text;
import io.trivet.server.bytes.Octets;
import io.trivet.storage.value.Bytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of one request, as received: word 0 is the command's name.
///
/// The words lie either in native memory, where the decoder found them (then the request is good
/// only until its bytes are released), or in one heap array (queued by MULTI, parked, made by a
/// script or a test). A request made by a decoder is reused for the next one.
///
/// ```
/// spans:  | offset 0 | length 0 | offset 1 | length 1 | ...     relative to base or to the array
/// ```
///
/// Threads: the thread that decodes.
public final class Request {
  private static final int FIRST_SPANS = 32;
  private static final int KEPT_SPANS = 4096;

  private byte @Nullable [] heap;
  private long base;
  private int[] spans = new int[FIRST_SPANS];
  private int count;

  /// A request without words, to be filled by a decoder.
  Request() {}

  /// A request that owns its words.
  public static Request of(List<Bytes> words) {
    Request request = new Request();
    int total = 0;
    for (Bytes word : words) {
      total = Math.addExact(total, word.length());
    }
    byte[] array = new byte[total];
    int at = 0;
    for (Bytes word : words) {
      System.arraycopy(word.array(), 0, array, at, word.length());
      request.add(at, word.length());
      at += word.length();
    }
    request.heap = array;
    return request;
  }

  /// A request that owns its words, given as UTF-8 text.
  public static Request of(String... words) {
    return of(Arrays.stream(words).map(Bytes::utf8).toList());
  }

  /// The number of words, name included.
  public int count() {
    return count;
  }

  /// The length of a word in bytes.
  public int length(int word) {
    return spans[2 * checked(word) + 1];
  }

  /// One byte of a word.
  public byte at(int word, int index) {
    return Octets.at(heap, place(word) + index);
  }

  /// A copy of a word.
  public Bytes word(int word) {
    int length = length(word);
    if (length == 0) {
      return Bytes.EMPTY;
    }
    byte[] copy = new byte[length];
    Octets.copy(heap, place(word), copy, 0, length);
    return Bytes.of(copy);
  }

  /// Copies of the words [from, to).
  public List<Bytes> words(int from, int to) {
    Bytes[] words = new Bytes[to - from];
    for (int i = from; i < to; i++) {
      words[i - from] = word(i);
    }
    return Arrays.asList(words);
  }

  /// The array that holds the words, or null if they lie in native memory. Together with [#place]
  /// it is a place in the sense of [Octets].
  public byte @Nullable [] heap() {
    return heap;
  }

  /// Where a word begins: an index into [#heap], or a native address.
  public long place(int word) {
    return base + spans[2 * checked(word)];
  }

  /// True if a word is `upper` (ASCII, upper case) in any case.
  public boolean isWord(int word, byte[] upper) {
    if (length(word) != upper.length) {
      return false;
    }
    long at = place(word);
    for (int i = 0; i < upper.length; i++) {
      if (Octets.upper(Octets.at(heap, at + i)) != upper[i]) {
        return false;
      }
    }
    return true;
  }

  /// True if a word is a signed 64-bit integer in the grammar of [Int64Text].
  public boolean isInt64(int word) {
    return Int64Text.isInt64(heap, place(word), length(word));
  }

  /// The integer that a word is, if [#isInt64]; else some number.
  public long int64(int word) {
    return Int64Text.parse(heap, place(word), length(word));
  }

  /// The double that a word is in the grammar of [Float64Text], or NaN if it is none.
  public double float64(int word) {
    return Float64Text.parse(heap, place(word), length(word));
  }

  /// A request of its own with the same words, on the heap: for whoever keeps it.
  public Request copy() {
    return tail(0);
  }

  /// A request of its own with the words from `from` on, on the heap: the command inside a command.
  public Request tail(int from) {
    return of(words(from, count));
  }

  /// The words as ISO-8859-1, for tests.
  @Override
  public String toString() {
    return words(0, count).toString();
  }

  /// Forgets all words, and the room for very many of them.
  void clear() {
    count = 0;
    if (spans.length > KEPT_SPANS) {
      spans = new int[FIRST_SPANS];
    }
  }

  /// Tells where the words lie: offsets count from a place (see [Octets]).
  void locate(byte @Nullable [] array, long at) {
    heap = array;
    base = at;
  }

  /// Adds a word.
  void add(int offset, int length) {
    int at = 2 * count;
    if (at == spans.length) {
      spans = Arrays.copyOf(spans, 2 * spans.length);
    }
    spans[at] = offset;
    spans[at + 1] = length;
    count++;
  }

  private int checked(int word) {
    if (word < 0 || word >= count) {
      throw new IndexOutOfBoundsException("word " + word + " of " + count);
    }
    return word;
  }
}
