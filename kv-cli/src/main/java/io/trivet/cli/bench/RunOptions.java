package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Phase;
import io.trivet.cli.bench.load.Phase.ForOperations;
import io.trivet.cli.bench.load.Phase.ForTime;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.report.Format;
import io.trivet.cli.bench.workload.KeyLayout;
import io.trivet.cli.bench.workload.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how long, how often, and what is printed.
final class RunOptions {
  /// What a phase by time does not count: the change from one server to the other, or from rest.
  private static final long SETTLE_MS = 200;

  private static final int POPULATE_PIPELINE = 64;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationText.Reader.class,
      description =
          "How long is measured; with --compare each of the four parts of a round"
              + " (${DEFAULT-VALUE}).")
  private DurationText duration = new DurationText(0);

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "COUNT",
      defaultValue = "0",
      description = "Measure so many operations in place of --duration.")
  private long operations;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "3s",
      converter = DurationText.Reader.class,
      description = "The same load before, on each server, not measured (${DEFAULT-VALUE}).")
  private DurationText warmup = new DurationText(0);

  @Option(
      names = "--populate",
      paramLabel = "KEYS",
      arity = "0..1",
      fallbackValue = "0",
      description = "First write each key once, or as many keys as given; measured by itself.")
  private @Nullable Long populate;

  @Option(
      names = "--populate-command",
      paramLabel = "COMMAND",
      defaultValue = "set",
      description = "What populate sends, as for --command (${DEFAULT-VALUE}).")
  private String populateCommand = "";

  @Option(names = "--populate-only", description = "Populate, and measure nothing else.")
  private boolean isPopulateOnly;

  @Option(
      names = "--rounds",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "Rounds of --compare (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "text, csv or json (${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tell no progress on stderr.")
  private boolean isQuiet;

  /// Checks all options.
  ///
  /// @throws IllegalArgumentException if one is out of range
  void check(LoadOptions load) {
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, not " + rounds);
    }
    if (isPopulating()) {
      Phase.checkBatch(1, filling(load).maxOperationBytes());
    }
  }

  /// How long the measured phases are.
  Limit limit() {
    return operations > 0
        ? new ForOperations(operations)
        : new ForTime(SETTLE_MS, Math.max(1, duration.ms()));
  }

  /// How long the warm-up is, or null if there is none.
  @Nullable Limit warmup() {
    return warmup.ms() == 0 ? null : new ForTime(0, warmup.ms());
  }

  boolean isPopulating() {
    return populate != null || isPopulateOnly;
  }

  /// What populate sends: each key once.
  Workload filling(LoadOptions load) {
    KeyLayout layout = load.layout(populate == null ? 0 : populate);
    return Workload.eachKeyOnce(populateCommand, layout, load.valueBytes());
  }

  /// Operations in a batch of populate.
  int populatePipeline(int maxOperationBytes) {
    return Math.clamp((1 << 18) / maxOperationBytes, 1, POPULATE_PIPELINE);
  }

  boolean isMeasuring() {
    return !isPopulateOnly;
  }

  /// How often two servers take turns.
  int rounds() {
    return rounds;
  }

  Format format() {
    return format;
  }

  boolean isQuiet() {
    return isQuiet;
  }

  /// Adds what the figures depend on, for the report.
  void describe(Map<String, String> described) {
    if (isMeasuring()) {
      if (operations > 0) {
        described.put("requests", Long.toString(operations));
      } else {
        described.put("duration", duration.toString());
      }
      described.put("warmup", warmup.toString());
    }
  }
}
