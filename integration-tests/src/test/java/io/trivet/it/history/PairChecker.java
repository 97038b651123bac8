package io.trivet.it.history;

import io.trivet.it.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;

/// Two lists that are written and read together in MULTI/EXEC: both halves of each reply must be
/// the same, and one half is a list as the [ListChecker] knows it.
final class PairChecker implements KeyChecker {
  private final ListChecker half = new ListChecker();

  @Override
  public Verdict check(String key, List<Operation> operations) {
    List<Anomaly> found = new ArrayList<>();
    List<Operation> first = new ArrayList<>();
    for (Operation operation : operations) {
      String[] halves = operation.reply().split("\\|", 2);
      if (operation.isOk() && !halves[0].equals(halves[halves.length - 1])) {
        found.add(new Anomaly(Kind.TORN, key, operation.toString()));
      }
      first.add(half(operation, halves[0]));
    }
    found.addAll(half.check(key, first).anomalies());
    return Verdict.of(found);
  }

  private static Operation half(Operation operation, String reply) {
    Verb verb = operation.is(Verb.APPEND_BOTH) ? Verb.APPEND : Verb.READ;
    return new Operation(
        operation.client(),
        new Call(verb, operation.call().key(), operation.value()),
        operation.invokedNs(),
        operation.endedNs(),
        operation.outcome(),
        reply);
  }
}
