package io.trivet.server.resp;

import io.netty.buffer.ByteBuf;
import io.trivet.server.bytes.Float64Text;
import io.trivet.server.bytes.Int64Text;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes replies as RESP2 or RESP3.
///
/// ```
///             RESP2              RESP3                          RESP2       RESP3
/// status      +text              +text             absent       $-1 or *-1  _
/// error       -text              -text             double       $n digits   ,digits
/// integer     :n                 :n                truth        :1 :0       #t #f
/// bytes       $n bytes           $n bytes          big number   $n digits   (digits
/// array       *n                 *n                verbatim     $n bytes    =n+4 txt:bytes
/// map         *2n                %n                set          *n          ~n
/// push        *n                 >n
/// ```
///
/// Lines are ended by CR LF. A CR or LF inside a status or an error, which would end it early and
/// let a client's text forge a reply, becomes a blank.
///
/// Threads: any; it keeps nothing. The caller owns the buffer.
public final class RespEncoder {
  /// The older protocol, with which every connection begins.
  public static final int RESP2 = 2;

  /// The newer one, chosen by HELLO 3.
  public static final int RESP3 = 3;

  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NULL_BULK = ascii("$-1\r\n");
  private static final byte[] NULL_ARRAY = ascii("*-1\r\n");
  private static final byte[] NULL = ascii("_\r\n");
  private static final byte[] TRUE = ascii("#t\r\n");
  private static final byte[] FALSE = ascii("#f\r\n");
  private static final byte[] EMPTY_BULK = ascii("$0\r\n\r\n");
  private static final int LINE_END = '\r' << 8 | '\n';
  private static final int FORMAT_LENGTH = 4;

  /// Type byte, number, CR LF.
  private static final int HEADER_BYTES = Int64Text.MAX_LENGTH + 3;

  /// Writes a reply.
  public void write(Reply reply, ByteBuf out, int protocol) {
    switch (reply) {
      case Reply.Simple(String text) -> simple(text, out);
      case Reply.Failure(String text) -> error(text, out);
      case Reply.Int64(long value) -> integer(value, out);
      case Reply.Bulk(Bytes value) -> bulk(value, out);
      case Reply.BulkText(String text) -> text(text, out);
      case Reply.Absent(boolean isArray) -> absent(isArray, out, protocol);
      case Reply.Float64(double value) -> number(value, out, protocol);
      case Reply.Truth(boolean value) -> truth(value, out, protocol);
      case Reply.BigNumber(String digits) -> bigNumber(digits, out, protocol);
      case Reply.Verbatim(String format, Bytes text) -> verbatim(format, text, out, protocol);
      case Reply.Aggregate(Reply.Form form, List<? extends Reply> elements) ->
          aggregate(form, elements, out, protocol);
      case Reply.Bulks(Reply.Form form, List<? extends @Nullable Bytes> elements) ->
          bulks(form, elements, out, protocol);
      case Reply.Several(List<? extends Reply> replies) -> all(replies, out, protocol);
    }
  }

  /// Writes a status line.
  public void simple(String text, ByteBuf out) {
    if (text.equals("OK")) {
      out.writeBytes(OK);
      return;
    }
    out.writeByte('+');
    line(text, 0, text.length(), out);
  }

  /// Writes an error line; line ends around the text are dropped.
  public void error(String text, ByteBuf out) {
    int from = 0;
    int to = text.length();
    while (from < to && isLineEnd(text.charAt(from))) {
      from++;
    }
    while (to > from && isLineEnd(text.charAt(to - 1))) {
      to--;
    }
    out.writeByte('-');
    line(text, from, to, out);
  }

  /// Writes an integer.
  public void integer(long value, ByteBuf out) {
    header(':', value, out);
  }

  /// Writes a byte string.
  public void bulk(Bytes value, ByteBuf out) {
    if (value.isEmpty()) {
      out.writeBytes(EMPTY_BULK);
      return;
    }
    out.ensureWritable(HEADER_BYTES + value.length() + 2);
    header('$', value.length(), out);
    out.writeBytes(value.array());
    out.writeShort(LINE_END);
  }

  /// Writes what goes before the bytes of a byte string; the caller adds `length` bytes and then
  /// [#lineEnd].
  public void bulkHeader(int length, ByteBuf out) {
    header('$', length, out);
  }

  /// Writes CR LF.
  public void lineEnd(ByteBuf out) {
    out.writeShort(LINE_END);
  }

  /// Writes an absent value.
  public void absent(ByteBuf out, int protocol) {
    absent(false, out, protocol);
  }

  /// Writes what goes before the elements of an array.
  public void arrayHeader(int count, ByteBuf out) {
    header('*', count, out);
  }

  /// Writes what goes before the elements of a map of `pairs` pairs.
  public void mapHeader(int pairs, ByteBuf out, int protocol) {
    if (protocol == RESP3) {
      header('%', pairs, out);
    } else {
      header('*', 2L * pairs, out);
    }
  }

  /// Writes what goes before the elements of a message without a question.
  public void pushHeader(int count, ByteBuf out, int protocol) {
    header(protocol == RESP3 ? '>' : '*', count, out);
  }

  /// Writes a double.
  public void number(double value, ByteBuf out, int protocol) {
    if (Float64Text.isPlainInteger(value)) {
      long integer = (long) value;
      if (protocol == RESP3) {
        header(',', integer, out);
      } else {
        header('$', Int64Text.length(integer), out);
        digits(integer, out);
      }
      return;
    }
    String text = Float64Text.format(value);
    if (protocol == RESP3) {
      out.writeByte(',');
      line(text, 0, text.length(), out);
    } else {
      text(text, out);
    }
  }

  private void absent(boolean isArray, ByteBuf out, int protocol) {
    if (protocol == RESP3) {
      out.writeBytes(NULL);
    } else {
      out.writeBytes(isArray ? NULL_ARRAY : NULL_BULK);
    }
  }

  private void truth(boolean value, ByteBuf out, int protocol) {
    if (protocol == RESP3) {
      out.writeBytes(value ? TRUE : FALSE);
    } else {
      integer(value ? 1 : 0, out);
    }
  }

  private void bigNumber(String digits, ByteBuf out, int protocol) {
    if (protocol == RESP3) {
      out.writeByte('(');
      line(digits, 0, digits.length(), out);
    } else {
      text(digits, out);
    }
  }

  private void verbatim(String format, Bytes text, ByteBuf out, int protocol) {
    if (protocol != RESP3) {
      bulk(text, out);
      return;
    }
    header('=', text.length() + (long) FORMAT_LENGTH, out);
    latin(format, out);
    out.writeByte(':');
    out.writeBytes(text.array());
    out.writeShort(LINE_END);
  }

  private void all(List<? extends Reply> replies, ByteBuf out, int protocol) {
    for (Reply reply : replies) {
      write(reply, out, protocol);
    }
  }

  private void aggregate(
      Reply.Form form, List<? extends Reply> elements, ByteBuf out, int protocol) {
    aggregateHeader(form, elements.size(), out, protocol);
    boolean isPaired = isPaired(form, protocol);
    for (int i = 0; i < elements.size(); i++) {
      if (isPaired && (i & 1) == 0) {
        header('*', 2, out);
      }
      write(elements.get(i), out, protocol);
    }
  }

  private void bulks(
      Reply.Form form, List<? extends @Nullable Bytes> elements, ByteBuf out, int protocol) {
    aggregateHeader(form, elements.size(), out, protocol);
    boolean isPaired = isPaired(form, protocol);
    for (int i = 0; i < elements.size(); i++) {
      if (isPaired && (i & 1) == 0) {
        header('*', 2, out);
      }
      Bytes element = elements.get(i);
      if (element == null) {
        absent(false, out, protocol);
      } else {
        bulk(element, out);
      }
    }
  }

  private void aggregateHeader(Reply.Form form, int count, ByteBuf out, int protocol) {
    boolean isNew = protocol == RESP3;
    switch (form) {
      case ARRAY -> header('*', count, out);
      case SET -> header(isNew ? '~' : '*', count, out);
      case MAP -> header(isNew ? '%' : '*', isNew ? count / 2 : count, out);
      case MAP_OR_PAIRS -> header(isNew ? '%' : '*', count / 2, out);
      case PAIRS -> header('*', isNew ? count / 2 : count, out);
      case PUSH -> header(isNew ? '>' : '*', count, out);
    }
  }

  /// Whether two elements each are wrapped in an array of their own.
  private static boolean isPaired(Reply.Form form, int protocol) {
    return switch (form) {
      case MAP_OR_PAIRS -> protocol != RESP3;
      case PAIRS -> protocol == RESP3;
      case ARRAY, SET, MAP, PUSH -> false;
    };
  }

  private static void header(char type, long number, ByteBuf out) {
    out.writeByte(type);
    digits(number, out);
  }

  /// Writes a number and ends the line, from its last digit to its first.
  private static void digits(long number, ByteBuf out) {
    out.ensureWritable(HEADER_BYTES);
    int end = out.writerIndex() + Int64Text.length(number);
    int at = end;
    long rest = number;
    do {
      out.setByte(--at, '0' + (int) Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      out.setByte(--at, '-');
    }
    out.setShort(end, LINE_END);
    out.writerIndex(end + 2);
  }

  /// Writes a text as a byte string.
  private void text(String text, ByteBuf out) {
    header('$', text.length(), out);
    latin(text, out);
    out.writeShort(LINE_END);
  }

  /// Writes characters as one byte each, line ends as blanks, and ends the line.
  private static void line(String text, int from, int to, ByteBuf out) {
    out.ensureWritable(to - from + 2);
    for (int i = from; i < to; i++) {
      char letter = text.charAt(i);
      out.writeByte(isLineEnd(letter) ? ' ' : letter);
    }
    out.writeShort(LINE_END);
  }

  private static void latin(String text, ByteBuf out) {
    out.ensureWritable(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.writeByte(text.charAt(i));
    }
  }

  /// By the byte that is written, so that no character beyond Latin-1 turns into a line end.
  private static boolean isLineEnd(char letter) {
    int octet = letter & 0xFF;
    return octet == '\r' || octet == '\n';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
