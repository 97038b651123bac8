package io.trivet.cli.drill;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a drill prints: a line for each round, and the sums.
final class DrillReport {
  private final PrintWriter out;
  private final List<Long> gapsMs = new ArrayList<>();
  private int rounds;
  private int unanswered;

  DrillReport(PrintWriter out) {
    this.out = out;
  }

  /// A round is over.
  ///
  /// @param gapNs to the first acknowledged write; -1 if none came in time
  void round(Fault fault, String primary, long gapNs, String successor) {
    rounds++;
    if (gapNs < 0) {
      unanswered++;
      out.printf(
          "round %d  %s %s  no write was acknowledged in time%n", rounds, fault.word(), primary);
    } else {
      long gapMs = TimeUnit.NANOSECONDS.toMillis(gapNs);
      gapsMs.add(gapMs);
      out.printf(
          "round %d  %s %s  first acknowledged write after %d ms  primary %s%n",
          rounds, fault.word(), primary, gapMs, successor);
    }
    out.flush();
  }

  /// The sums.
  ///
  /// @return whether nothing was lost and every round ended
  boolean sums(DrillLedger ledger, DrillCheck check) {
    out.printf("acknowledged writes        %d%n", ledger.acknowledgedCount());
    out.printf("operations in doubt        %d%n", ledger.inDoubtCount());
    out.printf("operations refused         %d%n", ledger.refusedCount());
    out.printf("acknowledged writes lost   %d%n", check.lostCount());
    check.lost().forEach(key -> out.println("  lost " + key));
    if (!gapsMs.isEmpty()) {
      out.printf(
          "time to first acknowledged write  p50 %d ms  p99 %d ms  max %d ms  of %d rounds%n",
          percentile(50), percentile(99), Collections.max(gapsMs), gapsMs.size());
    }
    out.flush();
    return check.lostCount() == 0 && unanswered == 0;
  }

  /// The smallest that so many percent do not exceed.
  long percentile(int percent) {
    List<Long> sorted = gapsMs.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }
}
