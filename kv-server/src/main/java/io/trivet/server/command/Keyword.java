package io.trivet.server.command;

import io.trivet.server.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A fixed word of a command's syntax, recognised in any case.
final class Keyword {
  private final String text;
  private final byte[] upper;

  Keyword(String text) {
    this.text = text;
    this.upper = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
  }

  String text() {
    return text;
  }

  /// The name that documentation gives it.
  String name() {
    return text.toLowerCase(Locale.ROOT);
  }

  boolean is(Request request, int word) {
    return request.isWord(word, upper);
  }
}
