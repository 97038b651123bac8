package io.trivet.server.command;

import java.util.Collection;
import java.util.List;

/// What took long lately, by kind of event: LATENCY.
///
/// Threads: any.
public interface LatencyEvents {

  /// The worst latency of one second.
  record Sample(long atSeconds, long latencyMs) {}

  /// One kind of event.
  ///
  /// @param samples oldest first, at least one
  /// @param worstMs since the last reset, older than the samples perhaps
  record Event(String name, List<Sample> samples, long worstMs) {
    /// The newest sample.
    public Sample latest() {
      return samples.getLast();
    }
  }

  /// All kinds of events that have happened.
  List<Event> all();

  /// The samples of a kind, none if nothing is known of it.
  List<Sample> history(String name);

  /// Forgets these kinds, or all if none is named; returns how many there were.
  int reset(Collection<String> names);
}
