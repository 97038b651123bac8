package io.trivet.server.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The grammar of requests written down once more, as plainly as possible and with no thought of
/// speed: what [RequestDecoder] is held against.
///
/// It reads all bytes of a connection at once, as ISO-8859-1.
final class SlowDecoder {
  private final String bytes;
  private final RequestLimits limits;
  private final boolean isAuthenticated;
  private final List<String> events = new ArrayList<>();
  private int at;

  private SlowDecoder(String bytes, RequestLimits limits, boolean isAuthenticated) {
    this.bytes = bytes;
    this.limits = limits;
    this.isAuthenticated = isAuthenticated;
  }

  /// What comes of the bytes: the words of each request, and at last how it ended.
  static List<String> decode(String bytes, RequestLimits limits, boolean isAuthenticated) {
    SlowDecoder decoder = new SlowDecoder(bytes, limits, isAuthenticated);
    String end = null;
    while (end == null) {
      end = decoder.request();
    }
    decoder.events.add(end);
    return decoder.events;
  }

  /// Reads one request; returns how all ends, or null if it goes on.
  private @Nullable String request() {
    if (at == bytes.length()) {
      return "INCOMPLETE";
    }
    if (bytes.charAt(at) != '*') {
      return inline();
    }
    int end = lineEnd('\r');
    if (end - at > limits.lineBytes()) {
      return "ERR Protocol error: too big mbulk count string";
    }
    if (end + 1 >= bytes.length()) {
      return "INCOMPLETE";
    }
    Long count = number(bytes.substring(at + 1, end));
    if (count == null || count > limits.words()) {
      return "ERR Protocol error: invalid multibulk length";
    }
    if (!isAuthenticated && count > limits.unauthenticatedWords()) {
      return "ERR Protocol error: unauthenticated multibulk length";
    }
    at = end + 2;
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      String stop = word(words);
      if (stop != null) {
        return stop;
      }
    }
    return done(words);
  }

  private @Nullable String word(List<String> words) {
    if (at >= bytes.length()) {
      return "INCOMPLETE";
    }
    int end = lineEnd('\r');
    if (end - at > limits.lineBytes()) {
      return "ERR Protocol error: too big bulk count string";
    }
    if (end + 1 >= bytes.length()) {
      return "INCOMPLETE";
    }
    if (bytes.charAt(at) != '$') {
      return "ERR Protocol error: expected '$', got '" + bytes.charAt(at) + "'";
    }
    Long length = number(bytes.substring(Math.min(at + 1, end), end));
    if (length == null || length < 0 || length > limits.wordBytes()) {
      return "ERR Protocol error: invalid bulk length";
    }
    if (!isAuthenticated && length > limits.unauthenticatedWordBytes()) {
      return "ERR Protocol error: unauthenticated bulk length";
    }
    long to = end + 2 + length;
    if (to + 2 > bytes.length()) {
      return "INCOMPLETE";
    }
    words.add(bytes.substring(end + 2, (int) to));
    at = (int) to + 2;
    return null;
  }

  private @Nullable String inline() {
    if (bytes.startsWith("\u0016\u0003", at)) {
      return "FOREIGN_PROTOCOL";
    }
    int end = lineEnd('\n');
    if (end - at > limits.lineBytes()) {
      return "ERR Protocol error: too big inline request";
    }
    if (end == bytes.length()) {
      return "INCOMPLETE";
    }
    String line = bytes.substring(at, end);
    at = end + 1;
    List<String> words = split(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    return words == null ? "ERR Protocol error: unbalanced quotes in request" : done(words);
  }

  private @Nullable String done(List<String> words) {
    if (words.isEmpty()) {
      return null;
    }
    String first = words.getFirst().toUpperCase(Locale.ROOT);
    if (first.equals("POST") || first.equals("HOST:")) {
      return "FOREIGN_PROTOCOL";
    }
    events.add(words.toString());
    return null;
  }

  private int lineEnd(char mark) {
    int end = bytes.indexOf(mark, at);
    return end < 0 ? bytes.length() : end;
  }

  private static @Nullable Long number(String text) {
    try {
      long value = Long.parseLong(text);
      return Long.toString(value).equals(text) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Splits by a small state machine over characters: outside, in a word, in quotes, in
  /// apostrophes.
  static @Nullable List<String> split(String line) {
    List<String> words = new ArrayList<>();
    int end = line.indexOf('\0');
    String text = (end < 0 ? line : line.substring(0, end)) + "\0";
    int i = 0;
    while (true) {
      while (" \t\n\u000b\f\r".indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      if (text.charAt(i) == '\0') {
        return words;
      }
      StringBuilder word = new StringBuilder();
      while (" \t\n\r\0".indexOf(text.charAt(i)) < 0) {
        char letter = text.charAt(i);
        if (letter != '"' && letter != '\'') {
          word.append(letter);
          i++;
          continue;
        }
        int close = letter == '"' ? quoted(text, i + 1, word) : apostrophed(text, i + 1, word);
        if (close < 0 || " \t\n\u000b\f\r\0".indexOf(text.charAt(close)) < 0) {
          return null;
        }
        i = close;
        break;
      }
      words.add(word.toString());
    }
  }

  /// Appends up to the closing quote and returns the index behind it, or -1.
  private static int quoted(String text, int from, StringBuilder word) {
    int i = from;
    while (text.charAt(i) != '\0') {
      String rest = text.substring(i);
      if (rest.matches("(?s)\\\\x[0-9a-fA-F]{2}.*")) {
        word.append((char) Integer.parseInt(rest.substring(2, 4), 16));
        i += 4;
      } else if (rest.charAt(0) == '\\' && rest.charAt(1) != '\0') {
        int special = "nrtba".indexOf(rest.charAt(1));
        word.append(special < 0 ? rest.charAt(1) : "\n\r\t\b\u0007".charAt(special));
        i += 2;
      } else if (rest.charAt(0) == '"') {
        return i + 1;
      } else {
        word.append(rest.charAt(0));
        i++;
      }
    }
    return -1;
  }

  private static int apostrophed(String text, int from, StringBuilder word) {
    int i = from;
    while (text.charAt(i) != '\0') {
      if (text.startsWith("\\'", i)) {
        word.append('\'');
        i += 2;
      } else if (text.charAt(i) == '\'') {
        return i + 1;
      } else {
        word.append(text.charAt(i));
        i++;
      }
    }
    return -1;
  }

  /// The bytes, as the tests handle them.
  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
