package io.trivet.it.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All events of one run, in the order of their times.
///
/// @param seed with which the run's faults were chosen
public record History(long seed, List<Event> events) {

  /// Copies the list.
  public History {
    events = List.copyOf(events);
  }

  /// The requests, in the order of their invocation. One that never ended has an unknown outcome.
  ///
  /// @throws IllegalArgumentException if a client sent a request before the one before was answered
  public List<Operation> operations() {
    Map<Integer, Integer> open = new HashMap<>();
    List<Operation> operations = new ArrayList<>();
    for (Event event : events) {
      switch (event) {
        case Event.Invoke e -> {
          if (open.put(e.client(), operations.size()) != null) {
            throw new IllegalArgumentException("two requests at once: " + e);
          }
          operations.add(
              new Operation(e.client(), e.call(), e.atNs(), Operation.NEVER, Outcome.INFO, ""));
        }
        case Event.Complete e -> end(e, open.remove(e.client()), operations);
        case Event.Fault _ -> {}
      }
    }
    return operations;
  }

  private static void end(
      Event.Complete end, @Nullable Integer position, List<Operation> operations) {
    if (position == null || !operations.get(position).call().equals(end.call())) {
      throw new IllegalArgumentException("ends what did not begin: " + end);
    }
    boolean isKnown = end.outcome() != Outcome.INFO;
    operations.set(
        position,
        new Operation(
            end.client(),
            end.call(),
            operations.get(position).invokedNs(),
            isKnown ? end.atNs() : Operation.NEVER,
            end.outcome(),
            end.outcome() == Outcome.OK ? end.reply() : ""));
  }
}
