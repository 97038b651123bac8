package io.trivet.server.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text of directives: words, the quotes around them, and bytes as chars.
///
///     line  = *space [word *(1*space word)] *space
///     word  = 1*plain | 1*(plain | quoted), ended by a space or the end
///     quoted = '"' *(char | "\" ("n" | "r" | "t" | "b" | "a" | "x" hex hex | char)) '"'
///            | "'" *(char | "\'") "'"
///
/// The grammar is that of Redis's configuration file and inline commands.
public final class DirectiveText {
  private DirectiveText() {}

  /// The words of a line, or null if a quote is left open or something other than a space follows a
  /// closing one.
  public static @Nullable List<String> words(String line) {
    List<String> words = new ArrayList<>();
    WordScanner scanner = new WordScanner(line);
    while (scanner.skipSpaces()) {
      String word = scanner.word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  /// The parts of a text between single spaces, as CONFIG SET splits a value of several words.
  static List<String> spaced(String text) {
    return text.isEmpty() ? List.of("") : List.of(text.split(" ", -1));
  }

  /// A word as it is written into a file: in quotes if it would otherwise read differently.
  static String quoted(String word) {
    if (!word.isEmpty() && word.chars().allMatch(DirectiveText::isPlain) && word.charAt(0) != '#') {
      return word;
    }
    StringBuilder text = new StringBuilder("\"");
    word.chars().forEach(c -> appendEscaped(text, (char) c));
    return text.append('"').toString();
  }

  /// A directive as one line.
  static String line(String name, List<String> words) {
    StringBuilder line = new StringBuilder(name);
    for (String word : words) {
      line.append(' ').append(quoted(word));
    }
    return line.toString();
  }

  /// The bytes of a Unicode text in UTF-8, one in each char.
  public static String ofUnicode(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// The Unicode text whose UTF-8 bytes the chars hold.
  public static String unicode(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c != '"' && c != '\'' && c != '\\' && c != 0x7f;
  }

  private static void appendEscaped(StringBuilder text, char c) {
    switch (c) {
      case '\\', '"' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\b' -> text.append("\\b");
      case 0x07 -> text.append("\\a");
      default -> {
        if (c < ' ' || c == 0x7f) {
          text.append(String.format("\\x%02x", (int) c));
        } else {
          text.append(c);
        }
      }
    }
  }
}
