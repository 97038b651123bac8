package io.trivet.cli.resp;

import io.trivet.cli.resp.RespValue.Array;
import io.trivet.cli.resp.RespValue.Attributed;
import io.trivet.cli.resp.RespValue.BigNumber;
import io.trivet.cli.resp.RespValue.Bool;
import io.trivet.cli.resp.RespValue.Bulk;
import io.trivet.cli.resp.RespValue.Failure;
import io.trivet.cli.resp.RespValue.Int;
import io.trivet.cli.resp.RespValue.MapOf;
import io.trivet.cli.resp.RespValue.Pair;
import io.trivet.cli.resp.RespValue.Push;
import io.trivet.cli.resp.RespValue.Real;
import io.trivet.cli.resp.RespValue.SetOf;
import io.trivet.cli.resp.RespValue.Simple;
import io.trivet.cli.resp.RespValue.Verbatim;
import io.trivet.storage.value.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes replies from bytes that arrive in pieces of any size: [#feed] takes a piece, [#next]
/// gives the replies that are complete. Work is linear in the bytes fed, however they are cut.
///
/// A line is `type, text, CRLF`. `$ = !` are followed by as many bytes as the line says and CRLF;
/// `* ~ > % |` by as many values (pairs for `%` and `|`). The streamed forms of the RESP3 paper
/// (`$?`, `*?`), which no server sends unasked, are refused.
///
/// Bounds: lines of 1 MiB, byte strings of 512 MiB, aggregates nested 512 deep. What lies beyond is
/// a [RespProtocolException], as is anything else that is no RESP; the decoder must then be
/// dropped.
///
/// Threads: one.
public final class RespDecoder {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final int MAX_BULK_BYTES = 512 << 20;
  private static final int MAX_DEPTH = 512;
  private static final int INITIAL_BYTES = 8192;
  private static final int NO_BULK = -1;

  private byte[] buffer = new byte[INITIAL_BYTES];

  /// Unread bytes are `[head, tail)`; none of `[head, searched)` ends a line.
  private int head;

  private int searched;
  private int tail;

  /// Type and length of the byte string whose line was read; its bytes are still to come.
  private byte bulkType;

  private int bulkBytes = NO_BULK;

  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable RespValue finished;

  /// Takes bytes `[from, to)` of a piece; they are copied.
  public void feed(byte[] piece, int from, int to) {
    int length = to - from;
    if (buffer.length - tail < length) {
      makeRoom(length);
    }
    System.arraycopy(piece, from, buffer, tail, length);
    tail += length;
  }

  /// The next complete reply, or null until more bytes are fed.
  public @Nullable RespValue next() throws RespProtocolException {
    while (bulkBytes == NO_BULK ? readLine() : readBulk()) {
      RespValue value = finished;
      if (value != null) {
        finished = null;
        return value;
      }
    }
    return null;
  }

  private void makeRoom(int length) {
    int unread = tail - head;
    int needed = Math.addExact(unread, length);
    byte[] target =
        needed <= buffer.length
            ? buffer
            : new byte
                [(int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, buffer.length * 2L))];
    System.arraycopy(buffer, head, target, 0, unread);
    buffer = target;
    searched -= head;
    head = 0;
    tail = unread;
  }

  /// Returns false if the line is not complete yet.
  private boolean readLine() throws RespProtocolException {
    int at = Math.max(head, searched);
    while (at < tail && buffer[at] != '\n') {
      at++;
    }
    searched = at;
    if (at - head > MAX_LINE_BYTES) {
      throw new RespProtocolException("a line of more than " + MAX_LINE_BYTES + " bytes");
    }
    if (at == tail) {
      return false;
    }
    if (at < head + 2 || buffer[at - 1] != '\r') {
      throw new RespProtocolException("a line without type or CR: " + textAt(head, at));
    }
    byte type = buffer[head];
    String text = textAt(head + 1, at - 1);
    head = at + 1;
    take(type, text);
    return true;
  }

  private void take(byte type, String text) throws RespProtocolException {
    switch (type) {
      case '+' -> add(new Simple(text));
      case '-' -> add(new Failure(text));
      case ':' -> add(new Int(number(text)));
      case '#' -> add(new Bool(truth(text)));
      case ',' -> add(new Real(real(text)));
      case '(' -> add(new BigNumber(bigNumber(text)));
      case '_' -> add(RespValue.Null.NULL);
      case '$', '=', '!' -> beginBulk(type, number(text));
      case '*', '~', '>', '%', '|' -> beginAggregate(type, number(text));
      default -> throw new RespProtocolException("no RESP type: byte " + type + " before " + text);
    }
  }

  private void beginBulk(byte type, long length) throws RespProtocolException {
    if (length == -1 && type == '$') {
      add(RespValue.Null.NULL);
      return;
    }
    if (length < 0 || length > MAX_BULK_BYTES) {
      throw new RespProtocolException("a byte string of " + length + " bytes");
    }
    bulkType = type;
    bulkBytes = (int) length;
  }

  /// Returns false if the bytes are not complete yet.
  private boolean readBulk() throws RespProtocolException {
    if (tail - head < bulkBytes + 2) {
      return false;
    }
    int end = head + bulkBytes;
    if (buffer[end] != '\r' || buffer[end + 1] != '\n') {
      throw new RespProtocolException("a byte string of " + bulkBytes + " bytes without CRLF");
    }
    RespValue value = bulk(head, end);
    head = end + 2;
    bulkBytes = NO_BULK;
    add(value);
    return true;
  }

  private RespValue bulk(int from, int to) throws RespProtocolException {
    return switch (bulkType) {
      case '!' -> new Failure(textAt(from, to));
      case '=' -> {
        if (to - from < 4 || buffer[from + 3] != ':') {
          throw new RespProtocolException("a verbatim string without format");
        }
        yield new Verbatim(textAt(from, from + 3), Bytes.copyOf(buffer, from + 4, to));
      }
      default -> new Bulk(Bytes.copyOf(buffer, from, to));
    };
  }

  private void beginAggregate(byte type, long count) throws RespProtocolException {
    if (count == -1 && type == '*') {
      add(RespValue.Null.NULL);
      return;
    }
    if (count < 0 || count > Integer.MAX_VALUE / 2 - 1) {
      throw new RespProtocolException("an aggregate of " + count + " values");
    }
    if (open.size() == MAX_DEPTH) {
      throw new RespProtocolException("aggregates nested deeper than " + MAX_DEPTH);
    }
    Open aggregate = Open.of(type, (int) count);
    if (aggregate.isFull()) {
      add(aggregate.close());
    } else {
      open.push(aggregate);
    }
  }

  /// Adds a complete value to the innermost open aggregate, and closes those that it fills.
  private void add(RespValue value) {
    RespValue complete = value;
    for (Open innermost = open.peek(); innermost != null; innermost = open.peek()) {
      innermost.items.add(complete);
      if (!innermost.isFull()) {
        return;
      }
      open.pop();
      complete = innermost.close();
    }
    finished = complete;
  }

  private String textAt(int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  private static long number(String text) throws RespProtocolException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new RespProtocolException("no 64-bit number: " + text);
    }
  }

  private static boolean truth(String text) throws RespProtocolException {
    return switch (text) {
      case "t" -> true;
      case "f" -> false;
      default -> throw new RespProtocolException("neither t nor f: " + text);
    };
  }

  private static double real(String text) throws RespProtocolException {
    return switch (text) {
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> finite(text);
    };
  }

  private static double finite(String text) throws RespProtocolException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new RespProtocolException("no number: " + text);
    }
  }

  private static BigInteger bigNumber(String text) throws RespProtocolException {
    try {
      return new BigInteger(text);
    } catch (NumberFormatException _) {
      throw new RespProtocolException("no integer: " + text);
    }
  }

  /// An aggregate whose values are still coming. The value that attributes belong to is their last.
  private record Open(byte type, int size, List<RespValue> items) {
    private static final int MAX_RESERVED = 1024;

    static Open of(byte type, int count) {
      int size =
          switch (type) {
            case '%' -> 2 * count;
            case '|' -> 2 * count + 1;
            default -> count;
          };
      return new Open(type, size, new ArrayList<>(Math.min(size, MAX_RESERVED)));
    }

    boolean isFull() {
      return items.size() == size;
    }

    RespValue close() {
      return switch (type) {
        case '*' -> new Array(items);
        case '~' -> new SetOf(items);
        case '>' -> new Push(items);
        case '%' -> map(size);
        default -> new Attributed(map(size - 1), items.getLast());
      };
    }

    private MapOf map(int to) {
      RespValue[] flat = items.toArray(RespValue[]::new);
      Pair[] pairs = new Pair[to / 2];
      Arrays.setAll(pairs, index -> new Pair(flat[2 * index], flat[2 * index + 1]));
      return new MapOf(List.of(pairs));
    }
  }
}
