package io.trivet.cli.bench.load;

import io.trivet.cli.resp.RespProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Counts complete replies in a stream of RESP2 or RESP3, whose bytes come in pieces of any size,
/// without making anything of them. Errors are told to a listener, also those inside an aggregate;
/// pushes are passed over.
///
/// Threads: one.
final class ReplyScanner {
  private static final int MAX_ERROR_BYTES = 200;
  private static final int INITIAL_DEPTH = 8;
  private static final int MAX_DEPTH = 512;

  /// Hears of error replies.
  interface Errors {
    /// An error ended inside the reply that `replies` complete ones precede in the same scan.
    void errorAfter(int replies, String message);
  }

  private final Errors errors;

  /// The type byte of the line being read, or 0 between lines.
  private byte type;

  private long number;
  private boolean isNegative;

  /// Bytes still to come of a byte string and its CRLF.
  private long bulkBytes;

  private final byte[] errorText = new byte[MAX_ERROR_BYTES];
  private int errorBytes;

  /// Per open aggregate: elements still to come, and whether it is no value (attributes, a push).
  private long[] awaited = new long[INITIAL_DEPTH];

  private boolean[] isPassedOver = new boolean[INITIAL_DEPTH];
  private int depth;
  private long lastNumber;
  private int replies;
  private int nulls;

  ReplyScanner(Errors errors) {
    this.errors = errors;
  }

  /// Reads the bytes `[from, to)` and returns how many replies ended there.
  ///
  /// @throws RespProtocolException if they are no RESP
  int scan(byte[] bytes, int from, int to) throws RespProtocolException {
    replies = 0;
    nulls = 0;
    int at = from;
    while (at < to) {
      if (bulkBytes > 0) {
        at = skipBulk(bytes, at, to);
      } else if (type == 0) {
        type = bytes[at++];
      } else {
        at = readLine(bytes, at, to);
      }
    }
    return replies;
  }

  /// How many replies of the last scan were null: answers about keys that do not exist.
  int nulls() {
    return nulls;
  }

  /// The number of the last `:` that was a reply of its own.
  long lastNumber() {
    return lastNumber;
  }

  private int skipBulk(byte[] bytes, int from, int to) {
    int end = (int) Math.min(to, from + bulkBytes);
    if (type == '!') {
      keepErrorText(bytes, from, end);
    }
    bulkBytes -= end - from;
    if (bulkBytes == 0) {
      if (type == '!') {
        tellError();
      }
      type = 0;
      endValue();
    }
    return end;
  }

  private int readLine(byte[] bytes, int from, int to) throws RespProtocolException {
    return switch (type) {
      case '$', '*', ':', '%', '~', '>', '|', '!', '=' -> readNumber(bytes, from, to);
      case '+', '-', '_', '#', ',', '(' -> readText(bytes, from, to);
      default -> throw new RespProtocolException("no RESP type: byte " + type);
    };
  }

  private int readNumber(byte[] bytes, int from, int to) throws RespProtocolException {
    for (int at = from; at < to; at++) {
      byte digit = bytes[at];
      if (digit >= '0' && digit <= '9') {
        number = number * 10 + (digit - '0');
      } else if (digit == '\n') {
        endNumber();
        return at + 1;
      } else if (digit == '-') {
        isNegative = true;
      } else if (digit != '\r') {
        throw new RespProtocolException("no digit: byte " + digit);
      }
    }
    return to;
  }

  private int readText(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    if (type == '-') {
      keepErrorText(bytes, from, at);
    }
    if (at == to) {
      return to;
    }
    byte ended = type;
    type = 0;
    switch (ended) {
      case '-' -> {
        tellError();
        endValue();
      }
      case '_' -> endNull();
      default -> endValue();
    }
    return at + 1;
  }

  private void endNumber() throws RespProtocolException {
    long value = isNegative ? -number : number;
    byte ended = type;
    number = 0;
    isNegative = false;
    switch (ended) {
      case '$', '!', '=' -> {
        if (value >= 0) {
          bulkBytes = value + 2;
          return;
        }
        type = 0;
        endNull();
      }
      case ':' -> {
        type = 0;
        lastNumber = depth == 0 ? value : lastNumber;
        endValue();
      }
      default -> {
        type = 0;
        open(ended, value);
      }
    }
  }

  private void open(byte aggregate, long count) throws RespProtocolException {
    boolean passedOver = aggregate == '|' || aggregate == '>';
    if (count > 0) {
      push(aggregate == '%' || aggregate == '|' ? 2 * count : count, passedOver);
    } else if (count < 0) {
      endNull();
    } else if (!passedOver) {
      endValue();
    }
  }

  private void push(long count, boolean passedOver) throws RespProtocolException {
    if (depth == MAX_DEPTH) {
      throw new RespProtocolException("aggregates nested deeper than " + MAX_DEPTH);
    }
    if (depth == awaited.length) {
      awaited = Arrays.copyOf(awaited, 2 * depth);
      isPassedOver = Arrays.copyOf(isPassedOver, 2 * depth);
    }
    awaited[depth] = count;
    isPassedOver[depth] = passedOver;
    depth++;
  }

  private void endNull() {
    nulls += depth == 0 ? 1 : 0;
    endValue();
  }

  /// Counts a value that has ended, and the aggregates that end with it.
  private void endValue() {
    while (depth > 0) {
      awaited[depth - 1]--;
      if (awaited[depth - 1] > 0) {
        return;
      }
      depth--;
      if (isPassedOver[depth]) {
        return;
      }
    }
    replies++;
  }

  private void keepErrorText(byte[] bytes, int from, int to) {
    int kept = Math.min(to - from, MAX_ERROR_BYTES - errorBytes);
    System.arraycopy(bytes, from, errorText, errorBytes, kept);
    errorBytes += kept;
  }

  private void tellError() {
    String text = new String(errorText, 0, errorBytes, StandardCharsets.UTF_8).strip();
    errorBytes = 0;
    errors.errorAfter(replies, text);
  }
}
