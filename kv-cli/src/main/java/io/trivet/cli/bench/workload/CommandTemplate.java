package io.trivet.cli.bench.workload;

import io.trivet.cli.resp.CommandEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command, encoded once, with holes for what differs from one operation to the next. All of its
/// operations have the same length.
///
/// Its text is words with blanks between, and these in any place of a word:
///
/// - `{key}`: a key, as [KeyLayout] names it, chosen by the distribution
/// - `{value}`: random letters of the value size
/// - `{random}`: 12 decimal digits, a number below the number of keys, evenly chosen
public final class CommandTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(key|value|random)}");
  private static final int RANDOM_DIGITS = 12;

  private final String name;
  private final byte[] encoded;
  private final Hole[] holes;

  private CommandTemplate(String name, byte[] encoded, List<Hole> holes) {
    this.name = name;
    this.encoded = encoded;
    this.holes = holes.toArray(Hole[]::new);
  }

  /// What differs between operations, and where in their bytes: `[from, from + length)`.
  record Hole(HoleKind kind, int from) {
    Hole movedBy(int bytes) {
      return new Hole(kind, from + bytes);
    }
  }

  /// What goes into a hole.
  enum HoleKind {
    KEY,
    VALUE,
    RANDOM
  }

  /// Encodes a command.
  ///
  /// @param name what the reports call it
  /// @throws IllegalArgumentException if the text has no word
  static CommandTemplate of(String name, String text, KeyLayout layout, int valueBytes) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException("a command without words");
    }
    String[] words = stripped.split("\\s+", -1);
    CommandEncoder encoder = new CommandEncoder().begin(words.length);
    List<Hole> holes = new ArrayList<>();
    for (String word : words) {
      List<Hole> inWord = new ArrayList<>();
      byte[] bytes = fill(word, layout, valueBytes, inWord);
      encoder.word(bytes);
      int from = encoder.size() - 2 - bytes.length;
      inWord.forEach(hole -> holes.add(hole.movedBy(from)));
    }
    return new CommandTemplate(name.toLowerCase(Locale.ROOT), encoder.toByteArray(), holes);
  }

  /// What the reports call it.
  public String name() {
    return name;
  }

  /// Length of one operation.
  int bytes() {
    return encoded.length;
  }

  Hole[] holes() {
    return holes;
  }

  /// Writes the bytes that all operations share, holes as they may be, and returns where they end.
  int write(byte[] target, int at) {
    System.arraycopy(encoded, 0, target, at, encoded.length);
    return at + encoded.length;
  }

  /// Writes a number into the hole of a `{random}` that begins at `from`.
  static void writeRandom(byte[] target, int from, long number) {
    KeyLayout.writeDigits(target, from + RANDOM_DIGITS, RANDOM_DIGITS, number);
  }

  /// The bytes of a word, with something of the right length in its holes.
  private static byte[] fill(String word, KeyLayout layout, int valueBytes, List<Hole> holes) {
    var filled = new ByteArrayOutputStream();
    Matcher matcher = PLACEHOLDER.matcher(word);
    int done = 0;
    while (matcher.find()) {
      filled.writeBytes(word.substring(done, matcher.start()).getBytes(StandardCharsets.UTF_8));
      HoleKind kind = HoleKind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
      holes.add(new Hole(kind, filled.size()));
      filled.writeBytes(
          switch (kind) {
            case KEY -> layout.firstKey();
            case VALUE -> new byte[valueBytes];
            case RANDOM -> new byte[RANDOM_DIGITS];
          });
      done = matcher.end();
    }
    filled.writeBytes(word.substring(done).getBytes(StandardCharsets.UTF_8));
    return filled.toByteArray();
  }
}
