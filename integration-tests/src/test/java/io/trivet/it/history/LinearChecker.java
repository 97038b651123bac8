package io.trivet.it.history;

import io.trivet.it.history.Anomaly.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Wing and Gong's search with Lowe's memo, on one key.
 *
 * The events (calls and returns) form a list by time. A call whose return has not been passed may
 * take effect now: if the model accepts its reply, its two events leave the list, and the search
 * goes on from the front. A return at which the search arrives belongs to a call that did not take
 * effect in time: the last choice was wrong, its events come back, and the next call is tried. All
 * acknowledged requests gone: some order explains the history. Nothing left to undo: none does.
 *
 * Two ways to the same set of requests and the same state need not both be followed: the memo holds
 * what was seen. A request of unknown outcome has no return: it may take effect at any later time,
 * or never.
 */
/// Linearizability of the requests on one key, by search over their possible orders.
///
/// Exponential at worst: the caller keeps to at most 8 clients, 300 requests and 8 unknown outcomes
/// a key; beyond a bound of steps it gives up.
final class LinearChecker implements KeyChecker {
  private static final int LINES_SHOWN = 60;

  private final long maxSteps;

  LinearChecker(long maxSteps) {
    this.maxSteps = maxSteps;
  }

  @Override
  public Verdict check(String key, List<Operation> operations) {
    List<Operation> possible =
        operations.stream()
            .filter(o -> o.outcome() != Outcome.FAIL)
            .filter(o -> o.isOk() || !o.is(Verb.GET))
            .toList();
    Search search = new Search(possible);
    return switch (search.run(maxSteps)) {
      case EXPLAINED -> Verdict.of(List.of());
      case GAVE_UP -> Verdict.UNDECIDED;
      case IMPOSSIBLE ->
          Verdict.of(List.of(new Anomaly(Kind.NOT_LINEARIZABLE, key, shown(possible, search))));
    };
  }

  private static String shown(List<Operation> operations, Search search) {
    int from = Math.max(0, search.farthest - LINES_SHOWN / 2);
    int to = Math.min(operations.size(), from + LINES_SHOWN);
    StringBuilder text = new StringBuilder("at the latest from request " + search.farthest + " on");
    operations.subList(from, to).forEach(o -> text.append("\n    ").append(o));
    return text.toString();
  }

  private enum End {
    EXPLAINED,
    IMPOSSIBLE,
    GAVE_UP
  }

  /// An event in the list. Invariant: before and after are each other's inverse while it is in it.
  private static final class Node {
    final int operation;
    final @Nullable Node end;
    final boolean isCall;
    @Nullable Node before;
    @Nullable Node after;

    Node(int operation, boolean isCall, @Nullable Node end) {
      this.operation = operation;
      this.isCall = isCall;
      this.end = end;
    }

    void leave() {
      if (before != null) {
        before.after = after;
      }
      if (after != null) {
        after.before = before;
      }
    }

    void comeBack() {
      if (before != null) {
        before.after = this;
      }
      if (after != null) {
        after.before = this;
      }
    }
  }

  private record Choice(Node call, String stateBefore) {}

  private record Seen(BitSet done, String state) {}

  private static final class Search {
    private final List<Operation> operations;
    private final Node head = new Node(-1, true, null);
    private final Deque<Choice> choices = new ArrayDeque<>();
    private final Set<Seen> memo = new HashSet<>();
    private final BitSet done = new BitSet();
    private String state = StringModel.NIL;
    private int acknowledgedLeft;
    private int mostDone;
    int farthest;

    Search(List<Operation> operations) {
      this.operations = operations;
      link();
    }

    End run(long maxSteps) {
      Node node = head.after;
      for (long steps = 0; acknowledgedLeft > 0; steps++) {
        if (steps > maxSteps) {
          return End.GAVE_UP;
        }
        if (node != null && node.isCall) {
          node = takesEffect(node) ? head.after : node.after;
        } else if (choices.isEmpty()) {
          return End.IMPOSSIBLE;
        } else {
          node = undo().after;
        }
      }
      return End.EXPLAINED;
    }

    private boolean takesEffect(Node call) {
      Operation operation = operations.get(call.operation);
      String after = StringModel.step(state, operation);
      if (after == null) {
        return false;
      }
      done.set(call.operation);
      if (!memo.add(new Seen((BitSet) done.clone(), after))) {
        done.clear(call.operation);
        return false;
      }
      choices.push(new Choice(call, state));
      state = after;
      call.leave();
      if (call.end != null) {
        call.end.leave();
        acknowledgedLeft--;
        noteProgress();
      }
      return true;
    }

    /// The first request that was left when the most were explained: where to look.
    private void noteProgress() {
      if (done.cardinality() > mostDone) {
        mostDone = done.cardinality();
        farthest = done.nextClearBit(0);
      }
    }

    private Node undo() {
      Choice choice = choices.pop();
      Node call = choice.call;
      if (call.end != null) {
        call.end.comeBack();
        acknowledgedLeft++;
      }
      call.comeBack();
      done.clear(call.operation);
      state = choice.stateBefore;
      return call;
    }

    private void link() {
      record Timed(long atNs, Node node) {}
      List<Timed> events = new ArrayList<>();
      for (int i = 0; i < operations.size(); i++) {
        Operation operation = operations.get(i);
        Node end = operation.isOk() ? new Node(i, false, null) : null;
        events.add(new Timed(operation.invokedNs(), new Node(i, true, end)));
        if (end != null) {
          events.add(new Timed(operation.endedNs(), end));
          acknowledgedLeft++;
        }
      }
      events.sort(Comparator.comparingLong(Timed::atNs).thenComparing(timed -> !timed.node.isCall));
      Node last = head;
      for (Timed timed : events) {
        last.after = timed.node;
        timed.node.before = last;
        last = timed.node;
      }
    }
  }
}
