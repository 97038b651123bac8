package io.trivet.it.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The checkers on generated histories: silent on what a store of one thread did, not on the same
/// with one thing changed.
final class GeneratedHistoryTest {
  private static final int SEEDS = 40;
  private static final int CLIENTS = 6;
  private static final int REQUESTS = 300;
  private static final long MAX_STEPS = 3_000_000;

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"LIST", "REGISTER", "COUNTER", "DELETE", "FLUSH"})
  void isSilentOnWhatOneThreadDid(Workload workload) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Verdict verdict = check(workload, honest(workload, seed));
      assertThat(verdict.isDecided()).as("seed %d", seed).isTrue();
      assertThat(verdict.anomalies()).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"REGISTER", "COUNTER", "DELETE"})
  void findsAReplyFromBefore(Workload workload) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> operations = honest(workload, seed);
      Operation last = operations.getLast();
      operations.set(operations.size() - 1, withReply(last, "v-before"));
      assertThat(check(workload, operations).anomalies()).as("seed %d", seed).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(ListFault.class)
  void findsWhatIsWrongInAList(ListFault fault) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> operations = honest(Workload.LIST, seed);
      List<Operation> wrong = fault.plant(operations, new Random(seed));
      assertThat(check(Workload.LIST, wrong).anomalies()).as("seed %d", seed).isNotEmpty();
    }
  }

  /// What a wrong store would show in the last read.
  private enum ListFault {
    LOSES_ONE((elements, at) -> {
      elements.remove(at);
      return elements;
    }),
    SHOWS_ONE_TWICE((elements, at) -> {
      elements.add(at, elements.get(at));
      return elements;
    }),
    EXCHANGES_TWO((elements, at) -> {
      elements.add(at, elements.remove(at + 1));
      return elements;
    }),
    SHOWS_ANOTHER((elements, at) -> {
      elements.set(at, "unknown");
      return elements;
    }),
    LOSES_THE_END((elements, at) -> new ArrayList<>(elements.subList(0, at)));

    private interface Change {
      List<String> apply(List<String> elements, int at);
    }

    private final Change change;

    ListFault(Change change) {
      this.change = change;
    }

    List<Operation> plant(List<Operation> operations, Random random) {
      Operation last = operations.getLast();
      String reply = last.reply();
      List<String> elements =
          new ArrayList<>(List.of(reply.substring(1, reply.length() - 1).split(",")));
      List<String> changed = change.apply(elements, random.nextInt(elements.size() - 1));
      UnaryOperator<Operation> wrong = o -> withReply(o, "[" + String.join(",", changed) + "]");
      operations.set(operations.size() - 1, wrong.apply(last));
      return operations;
    }
  }

  private static List<Operation> honest(Workload workload, long seed) {
    List<Operation> operations =
        new SerialStore(new Random(seed)).operations(workload, CLIENTS, REQUESTS);
    List<Operation> sorted = new ArrayList<>(operations);
    sorted.sort(Comparator.comparingLong(Operation::invokedNs));
    return sorted;
  }

  private static Verdict check(Workload workload, List<Operation> operations) {
    KeyChecker checker =
        workload == Workload.LIST ? new ListChecker() : new LinearChecker(MAX_STEPS);
    return checker.check(workload.key(1), operations);
  }

  private static Operation withReply(Operation operation, String reply) {
    return new Operation(
        operation.client(),
        operation.call(),
        operation.invokedNs(),
        operation.endedNs(),
        Outcome.OK,
        reply);
  }
}
