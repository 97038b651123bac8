package io.trivet.server.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.RespEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads replies of RESP2 as texts (ISO-8859-1) and lists of such.
public final class ReplyReader {
  private static final String NOTHING = "(nil)";

  private final InputStream in;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /// A reply of ours as it is on one line: `(nil)` for nothing, arrays in brackets.
  public static String text(Reply reply) {
    ByteBuf out = Unpooled.buffer();
    new RespEncoder().write(reply, out, RespEncoder.RESP2);
    try {
      return text(new ReplyReader(new ByteArrayInputStream(ByteBufUtil.getBytes(out))).tree());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Object tree) {
    return tree instanceof List<?> list
        ? list.stream().map(ReplyReader::text).collect(Collectors.joining(", ", "[", "]"))
        : tree.toString();
  }

  /// The next reply.
  Object tree() throws IOException {
    String line = line();
    String text = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> bulk(Integer.parseInt(text));
      case '*' -> array(Integer.parseInt(text));
      default -> text;
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return NOTHING;
    }
    String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    line();
    return text;
  }

  private Object array(int count) throws IOException {
    if (count < 0) {
      return NOTHING;
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(tree());
    }
    return all;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server closed after: " + line);
      }
      line.append((char) octet);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }
}
