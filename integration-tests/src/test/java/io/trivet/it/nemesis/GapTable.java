package io.trivet.it.nemesis;

import io.trivet.it.history.History;
import io.trivet.it.history.Operation;
import io.trivet.it.history.Outcome;
import io.trivet.it.history.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How long clients waited, after each fault, for the first acknowledged write that was sent after
/// it: per kind of fault and victim, over all runs.
///
/// One row a kind is for the faults that came alone. Those that met a group which was not whole, or
/// another fault before that write, have a row of their own: two faults at once may stop a group
/// for as long as they last.
///
/// A fault that no acknowledged write followed before the end of the history counts with the time
/// until then. Threads: the test thread.
final class GapTable {
  private static final Set<Verb> WRITES =
      EnumSet.of(Verb.APPEND, Verb.APPEND_BOTH, Verb.SWAP, Verb.INCR, Verb.DEL, Verb.MORTAL);
  private static final double MS = 1e6;
  private static final String AMONG_OTHERS = ", among others";

  private final Map<String, List<Long>> gapsNs = new TreeMap<>();

  /// Adds the gaps of one run.
  void add(History history, List<Scene.GapStart> starts) {
    List<Operation> writes =
        history.operations().stream()
            .filter(o -> o.outcome() == Outcome.OK && WRITES.contains(o.call().verb()))
            .toList();
    long endNs = history.events().isEmpty() ? 0 : history.events().getLast().atNs();
    for (int i = 0; i < starts.size(); i++) {
      Scene.GapStart start = starts.get(i);
      long firstNs =
          writes.stream()
              .filter(o -> o.invokedNs() > start.atNs())
              .mapToLong(Operation::endedNs)
              .min()
              .orElse(endNs);
      boolean isAlone =
          start.isAlone() && (i + 1 == starts.size() || starts.get(i + 1).atNs() > firstNs);
      String name = isAlone ? start.name() : start.name() + AMONG_OTHERS;
      gapsNs.computeIfAbsent(name, _ -> new ArrayList<>()).add(firstNs - start.atNs());
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("| fault | times | p50 ms | p99 ms | max ms |\n");
    text.append("|---|---|---|---|---|\n");
    gapsNs.forEach((name, gaps) -> {
      Collections.sort(gaps);
      text.append(
          "| %s | %d | %.0f | %.0f | %.0f |\n"
              .formatted(name, gaps.size(), at(gaps, 0.5), at(gaps, 0.99), gaps.getLast() / MS));
    });
    return text.toString();
  }

  private static double at(List<Long> sorted, double share) {
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / MS;
  }
}
