package io.trivet.raft.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Breadth first through all states of a model, so that the first counter-example is a shortest
/// one.
final class Search {
  private final GroupModel model;
  private final GroupInvariants invariants;
  private final FingerprintSet seen = new FingerprintSet();

  /// By the number of a state: its fingerprint, and the number of the state it was reached from.
  private long[] fingerprints = new long[1 << 12];

  private int[] parents = new int[1 << 12];
  private final Set<Step> steps = EnumSet.noneOf(Step.class);
  private int depth;
  private @Nullable Found found;

  Search(GroupModel model, Check check) {
    this.model = model;
    this.invariants = new GroupInvariants(model, check);
  }

  /// A state on the frontier, and its number.
  private record Numbered(ModelState state, int number) {}

  private record Found(int number, String broken) {}

  /// What came out.
  ///
  /// @param states different ones
  /// @param depth steps to the last of them
  /// @param steps that were ever taken
  /// @param counterExample the steps to a broken invariant, and which; empty if none is
  record Result(int states, int depth, Set<Step> steps, List<String> counterExample) {}

  Result run() {
    List<Numbered> frontier = new ArrayList<>();
    meet(model.initial(), 0, frontier);
    while (!frontier.isEmpty() && found == null) {
      List<Numbered> next = new ArrayList<>();
      for (Numbered from : frontier) {
        model.forEachNext(
            from.state,
            (state, step, actor) -> {
              steps.add(step);
              meet(state, from.number, next);
            });
        if (found != null) {
          break;
        }
      }
      frontier = next;
      depth++;
    }
    return new Result(seen.size(), depth, steps, found == null ? List.of() : trace(found));
  }

  private void meet(ModelState state, int parent, List<Numbered> frontier) {
    long fingerprint = state.fingerprint();
    if (!seen.add(fingerprint)) {
      return;
    }
    int number = seen.size();
    remember(number, fingerprint, parent);
    String broken = invariants.brokenIn(state);
    if (broken != null && found == null) {
      found = new Found(number, broken);
    }
    frontier.add(new Numbered(state, number));
  }

  private void remember(int number, long fingerprint, int parent) {
    if (number >= parents.length) {
      parents = Arrays.copyOf(parents, parents.length * 2);
      fingerprints = Arrays.copyOf(fingerprints, fingerprints.length * 2);
    }
    parents[number] = parent;
    fingerprints[number] = fingerprint;
  }

  /// Goes the way again, choosing at each state the step that leads to the next known fingerprint.
  private List<String> trace(Found end) {
    List<Long> way = new ArrayList<>();
    for (int number = end.number; number != 0; number = parents[number]) {
      way.addFirst(fingerprints[number]);
    }
    List<String> lines = new ArrayList<>();
    ModelState state = model.initial();
    lines.add(line(state, Step.START, 0));
    for (long fingerprint : way.subList(1, way.size())) {
      ModelState[] reached = new ModelState[1];
      model.forEachNext(
          state,
          (next, step, actor) -> {
            if (reached[0] == null && next.fingerprint() == fingerprint) {
              reached[0] = next;
              lines.add(line(next, step, actor));
            }
          });
      state = reached[0];
    }
    lines.add(end.broken);
    return lines;
  }

  private static String line(ModelState state, Step step, int actor) {
    String who = actor < 0 ? "quorum" : state.nodes[actor].id.text();
    return who + " " + step + "  " + state;
  }
}
