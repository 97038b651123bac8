package io.trivet.it.history;

import io.trivet.it.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Elements, each unique, appended to a list that is read as a whole.
///
/// The longest read gives the order. From it follows what must hold, in time linear to what was
/// read (but for sorting by time): every other read is the beginning of it; each acknowledged
/// element is in it once, at the place that its reply told; no refused one is; a read holds all
/// that was acknowledged before it began and all that a read before it showed; elements stand in
/// the order in which their requests followed one another.
///
/// The history must end with a read of each list that begins after all its writes have ended.
final class ListChecker implements KeyChecker {

  @Override
  public Verdict check(String key, List<Operation> operations) {
    List<Operation> appends = operations.stream().filter(o -> o.is(Verb.APPEND)).toList();
    List<Read> reads =
        operations.stream().filter(o -> o.is(Verb.READ) && o.isOk()).map(Read::of).toList();
    return Verdict.of(new Findings(key, appends, reads).all());
  }

  /// A read and what it showed.
  private record Read(Operation operation, List<String> elements) {
    static Read of(Operation operation) {
      String reply = operation.reply();
      String inner = reply.substring(1, reply.length() - 1);
      return new Read(operation, inner.isEmpty() ? List.of() : List.of(inner.split(",")));
    }

    int size() {
      return elements.size();
    }
  }

  /// One key's check. Invariant: positions holds each element of the order at its first place.
  private static final class Findings {
    private final String key;
    private final List<Operation> appends;
    private final List<Read> reads;
    private final List<String> order;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Anomaly> found = new ArrayList<>();

    Findings(String key, List<Operation> appends, List<Read> reads) {
      this.key = key;
      this.appends = appends;
      this.reads = reads;
      this.order =
          reads.stream()
              .map(Read::elements)
              .max(Comparator.comparingInt(List::size))
              .orElse(List.of());
    }

    List<Anomaly> all() {
      orderHoldsEachElementOnce();
      readsAreBeginningsOfTheOrder();
      orderHoldsOnlyWhatWasAppended();
      lastReadHoldsAllThatWasAcknowledged();
      repliesTellThePlaces();
      appendsStandInTheirOrder();
      readsHoldWhatWasBeforeThem();
      readsDoNotSeeTheFuture();
      return found;
    }

    private void orderHoldsEachElementOnce() {
      for (int i = 0; i < order.size(); i++) {
        Integer first = positions.putIfAbsent(order.get(i), i);
        if (first != null) {
          add(Kind.DUPLICATE, order.get(i) + " at " + first + " and " + i);
        }
      }
    }

    private void readsAreBeginningsOfTheOrder() {
      for (Read read : reads) {
        if (!order.subList(0, read.size()).equals(read.elements)) {
          add(Kind.FORKED, difference(read.elements) + " in " + shown(read.operation));
        }
      }
    }

    private void orderHoldsOnlyWhatWasAppended() {
      Map<String, Outcome> outcomes = new HashMap<>();
      appends.forEach(append -> outcomes.put(append.value(), append.outcome()));
      for (String element : new HashSet<>(order)) {
        Outcome outcome = outcomes.get(element);
        if (outcome == null) {
          add(Kind.PHANTOM, element + " was never appended");
        } else if (outcome == Outcome.FAIL) {
          add(Kind.ABORTED, element + " was refused, but is there");
        }
      }
    }

    private void lastReadHoldsAllThatWasAcknowledged() {
      List<Operation> acknowledged = appends.stream().filter(Operation::isOk).toList();
      if (acknowledged.isEmpty()) {
        return;
      }
      long lastEndNs = acknowledged.stream().mapToLong(Operation::endedNs).max().orElseThrow();
      Read last = reads.isEmpty() ? null : reads.getLast();
      if (last == null || last.operation.invokedNs() <= lastEndNs) {
        add(Kind.UNREAD, "no read after the last of " + acknowledged.size() + " writes");
        return;
      }
      Set<String> there = new HashSet<>(last.elements);
      for (Operation append : acknowledged) {
        if (!there.contains(append.value())) {
          add(Kind.LOST, append.toString());
        }
      }
    }

    private void repliesTellThePlaces() {
      for (Operation append : appends) {
        Integer position = positions.get(append.value());
        if (append.isOk() && position != null && Integer.parseInt(append.reply()) != position + 1) {
          add(Kind.MISPLACED, append + ", but it is at " + position);
        }
      }
    }

    /// Sweeps over the appends by their invocation, behind which the ends advance.
    private void appendsStandInTheirOrder() {
      List<Operation> ended = acknowledgedByEnd();
      int next = 0;
      int highest = -1;
      for (Operation append : appends) {
        while (next < ended.size() && ended.get(next).isBefore(append)) {
          highest = Math.max(highest, positions.getOrDefault(ended.get(next++).value(), -1));
        }
        int position = positions.getOrDefault(append.value(), Integer.MAX_VALUE);
        if (position < highest) {
          add(Kind.REORDERED, append + " is before " + order.get(highest) + ", which had ended");
        }
      }
    }

    /// The same sweep for reads: they must reach beyond the highest place that had ended, and be as
    /// long as each read that had.
    private void readsHoldWhatWasBeforeThem() {
      List<Operation> ended = acknowledgedByEnd();
      List<Read> readsByEnd =
          reads.stream().sorted(Comparator.comparingLong(r -> r.operation.endedNs())).toList();
      int nextAppend = 0;
      int nextRead = 0;
      int highest = -1;
      int longest = 0;
      for (Read read : reads) {
        while (nextAppend < ended.size() && ended.get(nextAppend).isBefore(read.operation)) {
          highest = Math.max(highest, positions.getOrDefault(ended.get(nextAppend++).value(), -1));
        }
        while (nextRead < readsByEnd.size()
            && readsByEnd.get(nextRead).operation.isBefore(read.operation)) {
          longest = Math.max(longest, readsByEnd.get(nextRead++).size());
        }
        if (read.size() <= highest) {
          add(Kind.STALE, "without " + order.get(highest) + ": " + shown(read.operation));
        }
        if (read.size() < longest) {
          add(
              Kind.SHRUNK,
              "%d after %d: %s".formatted(read.size(), longest, shown(read.operation)));
        }
      }
    }

    private void readsDoNotSeeTheFuture() {
      Map<String, Long> invokedNs = new HashMap<>();
      appends.forEach(append -> invokedNs.put(append.value(), append.invokedNs()));
      for (Read read : reads) {
        for (String element : read.elements) {
          if (invokedNs.getOrDefault(element, 0L) > read.operation.endedNs()) {
            add(Kind.PHANTOM, element + " before it was appended: " + shown(read.operation));
          }
        }
      }
    }

    private List<Operation> acknowledgedByEnd() {
      return appends.stream()
          .filter(Operation::isOk)
          .sorted(Comparator.comparingLong(Operation::endedNs))
          .toList();
    }

    private String difference(List<String> elements) {
      int at = 0;
      while (order.get(at).equals(elements.get(at))) {
        at++;
      }
      return elements.get(at) + " in the place of " + order.get(at) + " at " + at;
    }

    /// A read without its elements.
    private static String shown(Operation read) {
      return new Operation(
              read.client(), read.call(), read.invokedNs(), read.endedNs(), read.outcome(), "..")
          .toString();
    }

    private void add(Kind kind, String text) {
      found.add(new Anomaly(kind, key, text));
    }
  }
}
