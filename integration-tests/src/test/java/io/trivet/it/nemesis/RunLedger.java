package io.trivet.it.nemesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The runs of a batch: a line each as soon as it is over, printed and appended to
/// `target/nemesis/ledger.txt`, and a summary in the end.
///
/// Threads: the test thread.
final class RunLedger {
  private static final Path FILE = Path.of("target", "nemesis", "ledger.txt");

  private final GapTable gaps = new GapTable();
  private final List<String> failures = new ArrayList<>();
  private int runs;
  private long operations;
  private long acknowledged;
  private long anomalies;

  /// Takes the gaps of the runs.
  GapTable gaps() {
    return gaps;
  }

  /// Adds a run, and prints what was wrong with it.
  void add(RunReport report) throws IOException {
    runs++;
    operations += report.check().operations();
    acknowledged += report.check().acknowledged();
    anomalies += report.check().anomalies().size();
    write(report.ledgerLine());
    if (!report.isClean()) {
      failures.add("seed " + report.seed() + ":\n" + report.failures());
      write(failures.getLast().indent(2).stripTrailing());
    }
  }

  /// What was wrong, run by run; empty if all were clean.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Prints the summary.
  void close() throws IOException {
    write(
        String.format(
            Locale.ROOT,
            "%d runs, %d clean, %d not clean; %,d requests, %,d acknowledged, %d anomalies%n%n%s",
            runs,
            runs - failures.size(),
            failures.size(),
            operations,
            acknowledged,
            anomalies,
            gaps));
  }

  private static void write(String text) throws IOException {
    System.out.println(text);
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
