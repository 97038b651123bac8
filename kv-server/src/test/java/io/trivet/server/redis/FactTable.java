package io.trivet.server.redis;

import io.trivet.server.config.Rewrite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of facts about a real server: rows of texts divided by bars, bytes that cannot be shown
/// written as `\xHH`. With `-Drewrite` it is asked anew of the redis-server that is installed.
public final class FactTable {

  /// Asks a server for the rows.
  @FunctionalInterface
  public interface Question {
    /// Gives the rows.
    List<List<String>> ask(RedisServer server) throws IOException, InterruptedException;
  }

  private FactTable() {}

  /// The rows of `src/test/resources/redis-7.0.15/NAME.txt`.
  public static List<List<String>> read(String name, Question question, String... options)
      throws IOException, InterruptedException {
    Path file = Path.of("src/test/resources/redis-7.0.15", name + ".txt");
    if (Rewrite.isAsked()) {
      record(file, question, options);
    }
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      rows.add(List.of(line.split("\\|", -1)).stream().map(FactTable::plain).toList());
    }
    return rows;
  }

  private static void record(Path file, Question question, String... options)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("redis-facts");
    StringBuilder text = new StringBuilder();
    try (RedisServer server = RedisServer.start(folder, options)) {
      for (List<String> row : question.ask(server)) {
        text.append(String.join("|", row.stream().map(FactTable::escaped).toList())).append('\n');
      }
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  private static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' ' || letter > '~' || letter == '|' || letter == '\\') {
        line.append(String.format("\\x%02x", (int) letter));
      } else {
        line.append(letter);
      }
    }
    return line.toString();
  }

  private static String plain(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        text.append((char) Integer.parseInt(line, i + 2, i + 4, 16));
        i += 3;
      } else {
        text.append(line.charAt(i));
      }
    }
    return text.toString();
  }
}
