package io.trivet.it.history;

import io.trivet.it.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A key written once, with a time to live, and read: there until its time, gone after it, and
/// never back.
///
/// The store's clock started the time somewhere between the invocation and the end of the write;
/// clocks of two nodes may differ, and a moved deadline is forgiven up to the tolerance.
final class ExpiryChecker implements KeyChecker {
  private static final long MS = 1_000_000;

  private final long toleranceNs;

  ExpiryChecker(long toleranceMs) {
    this.toleranceNs = toleranceMs * MS;
  }

  @Override
  public Verdict check(String key, List<Operation> operations) {
    List<Anomaly> found = new ArrayList<>();
    Optional<Operation> write = operations.stream().filter(o -> o.is(Verb.MORTAL)).findFirst();
    List<Operation> reads = operations.stream().filter(o -> o.is(Verb.GET) && o.isOk()).toList();
    if (write.isEmpty()) {
      return Verdict.of(found);
    }
    for (Operation read : reads) {
      judge(key, write.get(), read, found);
    }
    neverBack(key, write.get(), reads, found);
    return Verdict.of(found);
  }

  private void judge(String key, Operation write, Operation read, List<Anomaly> found) {
    String[] parts = write.value().split(":");
    long ttlNs = Long.parseLong(parts[1]) * MS;
    boolean isThere = !read.reply().equals("nil");
    if (isThere && (!read.reply().equals(parts[0]) || write.outcome() == Outcome.FAIL)) {
      Kind kind = write.outcome() == Outcome.FAIL ? Kind.ABORTED : Kind.PHANTOM;
      found.add(new Anomaly(kind, key, read.toString()));
    }
    if (!write.isOk()) {
      return;
    }
    if (!isThere
        && write.isBefore(read)
        && read.endedNs() < write.invokedNs() + ttlNs - toleranceNs) {
      found.add(new Anomaly(Kind.EARLY, key, read + ", written by " + write));
    }
    if (isThere && read.invokedNs() > write.endedNs() + ttlNs + toleranceNs) {
      found.add(new Anomaly(Kind.LATE, key, read + ", written by " + write));
    }
  }

  /// Once seen gone after the write was acknowledged, it is not seen again.
  private static void neverBack(
      String key, Operation write, List<Operation> reads, List<Anomaly> found) {
    long goneNs =
        reads.stream()
            .filter(read -> write.isBefore(read) && read.reply().equals("nil"))
            .min(Comparator.comparingLong(Operation::endedNs))
            .map(Operation::endedNs)
            .orElse(Operation.NEVER);
    for (Operation read : reads) {
      if (read.invokedNs() > goneNs && !read.reply().equals("nil")) {
        found.add(new Anomaly(Kind.REVIVED, key, read + ", seen gone at " + goneNs));
      }
    }
  }
}
