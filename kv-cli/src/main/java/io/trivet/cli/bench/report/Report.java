package io.trivet.cli.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that one run of the benchmark has to tell.
public sealed interface Report {
  /// What the load was, by option.
  Map<String, String> load();

  /// Every measurement of the run, in the order it was made.
  List<Measurement> measurements();

  /// The server that was measured.
  ///
  /// @param address where it listens
  /// @param software its name and version
  record Subject(String address, String software) {}

  /// One server alone.
  record Single(Subject subject, Map<String, String> load, List<Measurement> measurements)
      implements Report {
    /// Copies the collections.
    public Single {
      load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
      measurements = List.copyOf(measurements);
    }
  }

  /// Two servers in turn. A populate phase is a round of its own, the first, whose phases are named
  /// so.
  ///
  /// @param populate the populate phase, or empty
  /// @param rounds the complete rounds
  record Compared(
      Subject a, Subject b, Map<String, String> load, List<Round> populate, List<Round> rounds)
      implements Report {
    /// Copies the collections.
    public Compared {
      load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
      populate = List.copyOf(populate);
      rounds = List.copyOf(rounds);
    }

    @Override
    public List<Measurement> measurements() {
      List<Measurement> all = new ArrayList<>();
      for (List<Round> some : List.of(populate, rounds)) {
        for (Round round : some) {
          all.add(round.a());
          all.add(round.b());
        }
      }
      return all;
    }

    /// What the rounds say of A against B; empty if there was none.
    public List<Ratio> ratios() {
      List<Ratio> ratios = new ArrayList<>();
      populate.forEach(round -> ratios.addAll(Ratio.ofPopulate(round.a(), round.b())));
      if (!rounds.isEmpty()) {
        ratios.addAll(Ratio.ofRounds(rounds));
      }
      return ratios;
    }
  }

  /// Whether every operation was answered without error, on connections that all held.
  default boolean isClean() {
    return measurements().stream().allMatch(measurement -> measurement.result().isClean());
  }
}
