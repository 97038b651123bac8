package io.trivet.it.nemesis;

import java.util.Set;

/// A server's answer that says for sure: nothing happened, and nothing will.
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private static final Set<String> DEFINITE =
      Set.of(
          "READONLY",
          "MOVED",
          "CLUSTERDOWN",
          "MASTERDOWN",
          "NOREPLICAS",
          "LOADING",
          "EXECABORT",
          "MISCONF",
          "OOM");

  /// @param text of the error
  Refused(String text) {
    super(text, null, false, false);
  }

  /// Whether an error's first word is one of those that are definite.
  static boolean isDefinite(String text) {
    return DEFINITE.contains(text.split(" ", 2)[0]);
  }
}
