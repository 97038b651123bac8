package io.trivet.server.resp;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.bytes.Octets;
import org.jspecify.annotations.Nullable;

/// Finds the words of requests in the bytes that a connection has received, in place.
///
/// ```
/// request   = "*" count CR LF ( "$" length CR LF bytes CR LF )*count
///           | inline LF                                        words divided by blanks
/// ```
///
/// A request without words (an empty line, `*0`, `*-1`) is skipped. The bytes behind a word's
/// length are not looked at, as Redis does not. What a decoder has found of an unfinished request
/// it keeps, as distances from the request's first byte, so that the bytes may move and each is
/// looked at once however they come in pieces; the outcome does not depend on the pieces.
///
/// Use: call [#decode] with all bytes not yet consumed; at REQUEST, work on [#request] before the
/// bytes go; drop [#consumedBytes] bytes from the front, whatever the outcome; call again.
///
/// Threads: the connection's. Nothing is allocated for a request unless it has more words than any
/// before or is inline.
public final class RequestDecoder {

  /// What has come of the bytes.
  public enum Outcome {
    /// A request is there.
    REQUEST,
    /// The bytes end inside a request, or there are none.
    INCOMPLETE,
    /// The bytes are no request: the client gets [#violation] and the connection is closed.
    VIOLATION,
    /// A browser or a TLS client talks to us: the connection is closed without a word.
    FOREIGN_PROTOCOL
  }

  /// What stands in place of a number: none of these is one.
  private static final long UNFINISHED = -1;

  private static final long NEGATIVE = -2;
  private static final long NO_NUMBER = -3;
  private static final long TOO_LONG = -4;

  /// Numbers of so many digits cannot overflow and take the short way.
  private static final int SHORT_DIGITS = 9;

  private static final int NOT_BEGUN = -1;
  private static final int UNKNOWN = -1;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR_VERSION = 3;
  private static final byte[] POST = {'P', 'O', 'S', 'T'};
  private static final byte[] HOST = {'H', 'O', 'S', 'T', ':'};

  private final Request request = new Request();
  private RequestLimits limits;
  private boolean isAuthenticated;
  private byte @Nullable [] heap;

  /// The place of the first byte, and the number of bytes, of the region being decoded.
  private long base;

  private int length;

  /// Where the request begins in the region; 0 between calls.
  private int start;

  /// What comes next to be looked at, from the request's first byte on.
  private int position;

  /// Words that are still to come, or [#NOT_BEGUN].
  private int wordsLeft = NOT_BEGUN;

  /// The length of the word that begins at the position, or [#UNKNOWN].
  private int wordBytes = UNKNOWN;

  /// Up to where the line at the position has been searched for its end.
  private int searched;

  private int consumedBytes;
  private String violation = "";

  /// A decoder for a connection that is not authenticated.
  public RequestDecoder(RequestLimits limits) {
    this.limits = limits;
  }

  /// Sets how large the requests to come may be.
  public void limits(RequestLimits changed) {
    limits = changed;
  }

  /// Tells whether the client may send large requests.
  public void authenticated(boolean isTrue) {
    isAuthenticated = isTrue;
  }

  /// Decodes the next request from `length` bytes of native memory at `address`.
  public Outcome decode(long address, int length) {
    return decode(null, address, length);
  }

  /// Decodes the next request from `length` bytes at a place (see [Octets]). An array must stay as
  /// it is while the request is in use.
  public Outcome decode(byte @Nullable [] heap, long at, int length) {
    this.heap = heap;
    this.base = at;
    this.length = length;
    this.start = 0;
    this.consumedBytes = 0;
    Outcome outcome = next();
    start = 0;
    return outcome;
  }

  /// The request found last. It is the same object each time.
  public Request request() {
    return request;
  }

  /// The bytes at the front that are done with: the request's own and what was skipped before it.
  public int consumedBytes() {
    return consumedBytes;
  }

  /// How many bytes, counted from the first that is not consumed, the unfinished request needs at
  /// least.
  public int neededBytes() {
    return wordBytes == UNKNOWN ? length - consumedBytes + 1 : position + wordBytes + 2;
  }

  /// What to tell the client after a violation, error word included.
  public String violation() {
    return violation;
  }

  private Outcome next() {
    if (!violation.isEmpty()) {
      return Outcome.VIOLATION;
    }
    while (start + position < length) {
      Outcome outcome = wordsLeft == NOT_BEGUN ? begin() : words();
      if (outcome != Outcome.REQUEST) {
        return outcome;
      }
      if (wordsLeft == 0) {
        finish();
        if (request.count() > 0) {
          return isForeign() ? Outcome.FOREIGN_PROTOCOL : Outcome.REQUEST;
        }
      }
    }
    return Outcome.INCOMPLETE;
  }

  /// Reads the first line of a request: the number of its words, or the words themselves.
  private Outcome begin() {
    if (octet(0) != '*') {
      return inline();
    }
    long count = number(1);
    if (count == UNFINISHED) {
      return Outcome.INCOMPLETE;
    }
    if (count == TOO_LONG) {
      return violation("too big mbulk count string");
    }
    if (count == NO_NUMBER || count > limits.words()) {
      return violation("invalid multibulk length");
    }
    if (count > limits.unauthenticatedWords() && !isAuthenticated) {
      return violation("unauthenticated multibulk length");
    }
    request.clear();
    wordsLeft = (int) Math.max(0, count);
    return Outcome.REQUEST;
  }

  /// Reads words until all are there.
  private Outcome words() {
    request.locate(heap, base + start);
    while (wordsLeft > 0) {
      if (wordBytes == UNKNOWN) {
        Outcome outcome = wordLength();
        if (outcome != Outcome.REQUEST) {
          return outcome;
        }
      }
      if (length - start - position < wordBytes + 2L) {
        return Outcome.INCOMPLETE;
      }
      request.add(position, wordBytes);
      position += wordBytes + 2;
      wordBytes = UNKNOWN;
      wordsLeft--;
    }
    return Outcome.REQUEST;
  }

  /// Reads the line before a word.
  private Outcome wordLength() {
    if (start + position >= length) {
      return Outcome.INCOMPLETE;
    }
    int first = octet(position);
    long bytes = number(position + 1);
    if (bytes == UNFINISHED) {
      return Outcome.INCOMPLETE;
    }
    if (bytes == TOO_LONG) {
      return violation("too big bulk count string");
    }
    if (first != '$') {
      return violation("expected '$', got '" + (char) first + "'");
    }
    if (bytes < 0 || bytes > limits.wordBytes()) {
      return violation("invalid bulk length");
    }
    if (bytes > limits.unauthenticatedWordBytes() && !isAuthenticated) {
      return violation("unauthenticated bulk length");
    }
    wordBytes = (int) bytes;
    return Outcome.REQUEST;
  }

  /// Reads the number from `from` to the end of its line, and moves the position behind the line.
  private long number(int from) {
    int available = length - start;
    long value = 0;
    int at = from;
    while (at < available && at - from <= SHORT_DIGITS) {
      int digit = octet(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      at++;
    }
    int digits = at - from;
    boolean isPlain =
        at + 1 < available
            && octet(at) == '\r'
            && digits > 0
            && digits <= SHORT_DIGITS
            && (digits == 1 || octet(from) != '0');
    if (!isPlain) {
      return unusualNumber(from, available);
    }
    position = at + 2;
    searched = 0;
    return value;
  }

  /// Reads a number that is not finished, long, negative or none.
  private long unusualNumber(int from, int available) {
    int end = lineEnd('\r', available);
    if (end - position > limits.lineBytes()) {
      return TOO_LONG;
    }
    if (end + 1 >= available) {
      return UNFINISHED;
    }
    position = end + 2;
    searched = 0;
    long at = base + start + from;
    int digits = Math.max(0, end - from);
    if (!Int64Text.isInt64(heap, at, digits)) {
      return NO_NUMBER;
    }
    long value = Int64Text.parse(heap, at, digits);
    return value < 0 ? NEGATIVE : value;
  }

  /// Where the line at the position ends: the index of `mark`, or of the first byte not searched.
  /// Searches no further than a line may be long.
  private int lineEnd(int mark, int available) {
    int limit = (int) Math.min(available, (long) position + limits.lineBytes() + 1);
    int at = Math.max(position, searched);
    while (at < limit && octet(at) != mark) {
      at++;
    }
    searched = at;
    return at;
  }

  /// Reads a request that is one line.
  private Outcome inline() {
    int available = length - start;
    if (octet(0) == TLS_HANDSHAKE && available > 1 && octet(1) == TLS_MAJOR_VERSION) {
      return Outcome.FOREIGN_PROTOCOL;
    }
    int end = lineEnd('\n', available);
    if (end > limits.lineBytes()) {
      return violation("too big inline request");
    }
    if (end == available) {
      return Outcome.INCOMPLETE;
    }
    position = end + 1;
    searched = 0;
    wordsLeft = 0;
    int bytes = end > 0 && octet(end - 1) == '\r' ? end - 1 : end;
    return InlineWords.split(heap, base + start, bytes, request)
        ? Outcome.REQUEST
        : violation("unbalanced quotes in request");
  }

  private void finish() {
    start += position;
    consumedBytes = start;
    position = 0;
    wordsLeft = NOT_BEGUN;
  }

  /// HTTP, which a browser can be tricked into sending to us.
  private boolean isForeign() {
    int bytes = request.length(0);
    return (bytes == POST.length && request.isWord(0, POST))
        || (bytes == HOST.length && request.isWord(0, HOST));
  }

  private Outcome violation(String text) {
    violation = "ERR Protocol error: " + text;
    return Outcome.VIOLATION;
  }

  private int octet(int index) {
    return Octets.at(heap, base + start + index) & 0xFF;
  }
}
