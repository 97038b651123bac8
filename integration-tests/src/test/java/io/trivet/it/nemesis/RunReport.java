package io.trivet.it.nemesis;

import io.trivet.it.history.Anomaly;
import io.trivet.it.history.HistoryCheck;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one run showed.
///
/// @param faults how often each kind was done
/// @param troubles what makes the run worthless or bad beside the anomalies: too few requests, ends
///   of processes, replies that nobody understands, no recovery
record RunReport(
    String target,
    long seed,
    double minutes,
    Map<FaultKind, Integer> faults,
    HistoryCheck check,
    List<String> troubles) {

  private static final int ANOMALIES_SHOWN = 10;
  private static final Comparator<Anomaly> BY_KIND = Comparator.comparing(Anomaly::kind);

  /// Copies the collections.
  RunReport {
    faults = Map.copyOf(faults);
    troubles = List.copyOf(troubles);
  }

  boolean isClean() {
    return check.anomalies().isEmpty() && troubles.isEmpty();
  }

  /// How many anomalies are of a kind.
  long count(Anomaly.Kind kind) {
    return check.anomalies().stream().filter(anomaly -> anomaly.kind() == kind).count();
  }

  /// A line for the ledger: date, commit, target, seed, minutes, faults, requests, acknowledged,
  /// anomalies, verdict.
  String ledgerLine() {
    String kinds =
        faults.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %.1f | %s | %,d | %,d | %d | %s |",
        LocalDate.now(ZoneOffset.UTC),
        commit(),
        target,
        seed,
        minutes,
        kinds,
        check.operations(),
        check.acknowledged(),
        check.anomalies().size(),
        isClean() ? "clean" : "not clean");
  }

  /// What is wrong: all troubles, how many anomalies of each kind, and some of them.
  String failures() {
    Map<Anomaly.Kind, Long> counts =
        check.anomalies().stream()
            .collect(Collectors.groupingBy(Anomaly::kind, TreeMap::new, Collectors.counting()));
    Stream<String> shown =
        check.anomalies().stream().sorted(BY_KIND).limit(ANOMALIES_SHOWN).map(Anomaly::toString);
    return Stream.of(troubles.stream(), Stream.of(counts.toString()), shown)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static String commit() {
    try {
      return Command.run("git", "rev-parse", "--short", "HEAD");
    } catch (IllegalStateException | UncheckedIOException e) {
      return "unknown";
    }
  }
}
