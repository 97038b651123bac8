package io.trivet.it.history;

import java.util.List;

/// Looks for anomalies in the requests on one key.
@FunctionalInterface
interface KeyChecker {

  /// @param operations all on the key, in the order of their invocation
  Verdict check(String key, List<Operation> operations);
}
