package io.trivet.server.redis;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads replies of RESP2 and RESP3 from a socket, as they are shown: what RESP2 cannot tell apart
/// stays one.
public final class WireReplies {
  private final InputStream in;

  /// Replies that come from `in`.
  public WireReplies(InputStream in) {
    this.in = in;
  }

  /// The next reply.
  public Reply next() throws IOException {
    String line = line();
    String text = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> Reply.simple(text);
      case '-' -> Reply.error(text);
      case ':' -> Reply.integer(Long.parseLong(text));
      case '$' -> text.equals("-1") ? new Reply.Absent(false) : Reply.bulk(bulk(text));
      case '_' -> new Reply.Absent(false);
      case ',' -> Reply.number(Float64Text.parse(Bytes.utf8(text)));
      case '#' -> Reply.truth(text.equals("t"));
      case '(' -> Reply.bigNumber(text);
      case '=' -> verbatim(bulk(text));
      case '*' -> text.equals("-1") ? new Reply.Absent(true) : aggregate(Reply.Form.ARRAY, text, 1);
      case '~' -> aggregate(Reply.Form.SET, text, 1);
      case '>' -> aggregate(Reply.Form.PUSH, text, 1);
      case '%' -> aggregate(Reply.Form.MAP, text, 2);
      default -> throw new IOException("no reply begins as " + line);
    };
  }

  private Reply aggregate(Reply.Form form, String count, int each) throws IOException {
    List<Reply> elements = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(count) * each; i++) {
      elements.add(next());
    }
    return new Reply.Aggregate(form, elements);
  }

  private static Reply verbatim(Bytes marked) {
    return new Reply.Verbatim(marked.slice(0, 3).toString(), marked.slice(4, marked.length()));
  }

  private Bytes bulk(String length) throws IOException {
    byte[] bytes = in.readNBytes(Integer.parseInt(length));
    line();
    return Bytes.of(bytes);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet != '\r') {
      if (octet < 0) {
        throw new EOFException("the server closed after " + line);
      }
      line.append((char) octet);
      octet = in.read();
    }
    in.read();
    return line.toString();
  }
}
