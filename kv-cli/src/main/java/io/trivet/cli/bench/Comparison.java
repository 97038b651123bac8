package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Cancellation;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.report.Measurement;
import io.trivet.cli.bench.report.Report;
import io.trivet.cli.bench.report.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Two servers in turn: A B B A in every round, so that whatever drifts evenly over a round, such
/// as the machine's clock rate or its neighbours, weighs on both alike. While one is under load the
/// other has its connections open and rests.
final class Comparison {
  private final BenchedServer a;
  private final BenchedServer b;
  private final RunOptions run;
  private final Consumer<String> progress;
  private final Cancellation cancellation;

  Comparison(
      BenchedServer a,
      BenchedServer b,
      RunOptions run,
      Consumer<String> progress,
      Cancellation cancellation) {
    this.a = a;
    this.b = b;
    this.run = run;
    this.progress = progress;
    this.cancellation = cancellation;
  }

  /// Runs all rounds, or those that are complete when the run is cancelled.
  Report run(Map<String, String> load) throws InterruptedException {
    List<Round> populate = populate();
    List<Round> rounds = new ArrayList<>();
    if (run.isMeasuring()) {
      warmUp();
      measure(rounds);
    }
    return new Report.Compared(a.subject(), b.subject(), load, populate, rounds);
  }

  private List<Round> populate() throws InterruptedException {
    if (!run.isPopulating()) {
      return List.of();
    }
    progress.accept("populating A");
    Measurement ofA = a.populate(run, cancellation);
    progress.accept("populating B");
    Measurement ofB = b.populate(run, cancellation);
    return cancellation.isCancelled() ? List.of() : List.of(new Round(ofA, ofB));
  }

  private void warmUp() throws InterruptedException {
    Limit warmup = run.warmup();
    if (warmup != null) {
      progress.accept("warming up");
      a.run(warmup, cancellation);
      b.run(warmup, cancellation);
    }
  }

  private void measure(List<Round> rounds) throws InterruptedException {
    for (int number = 1; number <= run.rounds(); number++) {
      progress.accept("round " + number + " of " + run.rounds());
      Measurement first = a.run(run.limit(), cancellation);
      Measurement ofB = b.run(run.limit(), cancellation).plus(b.run(run.limit(), cancellation));
      Measurement ofA = first.plus(a.run(run.limit(), cancellation));
      if (cancellation.isCancelled()) {
        return;
      }
      rounds.add(new Round(ofA, ofB));
    }
  }
}
