package io.trivet.it.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A history as a file: one event a line, times in seconds.
///
///     seed 4711
///     0.000120000 c4 invoke append list:3 e17
///     0.000450000 c4 ok append list:3 e17 17 n1
///     0.900000000 c5 info append list:3 e18 timeout -
///     1.000000000 fault kill n1
///
/// Lines that begin with `#` are for people.
public final class HistoryText {
  private static final double NS = 1e9;
  private static final String BLANK = "\\s";

  private HistoryText() {}

  /// Writes a history; an old file of that name is replaced.
  public static void write(History history, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("seed " + history.seed() + "\n");
      for (Event event : history.events()) {
        out.write(line(event) + "\n");
      }
    }
  }

  /// Reads what write wrote.
  ///
  /// @throws IllegalArgumentException naming a line that is no event
  public static History read(Path file) throws IOException {
    long seed = 0;
    List<Event> events = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("seed ")) {
          seed = Long.parseLong(line.substring(5));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          events.add(event(line));
        }
      }
    }
    return new History(seed, events);
  }

  static String line(Event event) {
    String time = seconds(event.atNs());
    return switch (event) {
      case Event.Invoke e -> time + " c" + e.client() + " invoke " + e.call();
      case Event.Fault e -> time + " fault " + e.text();
      case Event.Complete e ->
          "%s c%d %s %s %s %s"
              .formatted(
                  time,
                  e.client(),
                  e.outcome().name().toLowerCase(Locale.ROOT),
                  e.call(),
                  word(e.reply()),
                  word(e.node()));
    };
  }

  static String seconds(long ns) {
    return "%d.%09d".formatted(ns / 1_000_000_000, ns % 1_000_000_000);
  }

  private static Event event(String line) {
    String[] words = line.split(" ");
    try {
      long atNs = Math.round(Double.parseDouble(words[0]) * NS);
      if (words[1].equals("fault")) {
        return new Event.Fault(atNs, line.substring(line.indexOf("fault ") + 6));
      }
      int client = Integer.parseInt(words[1].substring(1));
      Call call = new Call(Verb.of(words[3]), words[4], words[5]);
      return words[2].equals("invoke")
          ? new Event.Invoke(atNs, client, call)
          : new Event.Complete(atNs, client, call, outcome(words[2]), words[6], words[7]);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException("no event: " + line, e);
    }
  }

  private static Outcome outcome(String word) {
    return Outcome.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(String text) {
    return text.isEmpty() ? Call.NONE : text.replaceAll(BLANK, "_");
  }
}
