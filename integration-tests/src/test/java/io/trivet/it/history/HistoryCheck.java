package io.trivet.it.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All checkers over a whole history.
///
/// @param anomalies of all keys
/// @param keys that were checked
/// @param undecided of them, on which a checker gave up
/// @param operations in the history, and how many of them were acknowledged
public record HistoryCheck(
    List<Anomaly> anomalies, int keys, int undecided, int operations, int acknowledged) {
  private static final long MAX_STEPS = 3_000_000;
  private static final int UNDECIDED_PER_1000 = 5;

  /// Copies the list.
  public HistoryCheck {
    anomalies = List.copyOf(anomalies);
  }

  /// Checks a history.
  ///
  /// @param expiryToleranceMs by how much a deadline may be off
  public static HistoryCheck of(History history, long expiryToleranceMs) {
    Map<String, List<Operation>> byKey = new LinkedHashMap<>();
    List<Operation> operations = history.operations();
    for (Operation operation : operations) {
      byKey.computeIfAbsent(operation.call().key(), _ -> new ArrayList<>()).add(operation);
    }
    List<Anomaly> anomalies = new ArrayList<>();
    int undecided = 0;
    for (Map.Entry<String, List<Operation>> entry : byKey.entrySet()) {
      KeyChecker checker = checker(Workload.of(entry.getKey()), expiryToleranceMs);
      Verdict verdict = checker.check(entry.getKey(), entry.getValue());
      anomalies.addAll(verdict.anomalies());
      undecided += verdict.isDecided() ? 0 : 1;
    }
    int acknowledged = (int) operations.stream().filter(Operation::isOk).count();
    return new HistoryCheck(anomalies, byKey.size(), undecided, operations.size(), acknowledged);
  }

  /// Whether more than 0.5 % of the keys are undecided: as bad as an anomaly.
  public boolean isUndecided() {
    return undecided * 1000L > keys * (long) UNDECIDED_PER_1000;
  }

  private static KeyChecker checker(Workload workload, long expiryToleranceMs) {
    return switch (workload) {
      case LIST -> new ListChecker();
      case PAIR -> new PairChecker();
      case EXPIRY -> new ExpiryChecker(expiryToleranceMs);
      case REGISTER, COUNTER, DELETE, FLUSH -> new LinearChecker(MAX_STEPS);
    };
  }
}
