package io.trivet.it.history;

import java.util.List;

/// What a checker says about the requests on one key.
///
/// @param isDecided false if the checker gave up: then there are no anomalies, but no proof either
public record Verdict(List<Anomaly> anomalies, boolean isDecided) {
  static final Verdict UNDECIDED = new Verdict(List.of(), false);

  /// Copies the list.
  public Verdict {
    anomalies = List.copyOf(anomalies);
  }

  static Verdict of(List<Anomaly> anomalies) {
    return new Verdict(anomalies, true);
  }
}
