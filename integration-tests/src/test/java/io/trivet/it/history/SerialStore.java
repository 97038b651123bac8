package io.trivet.it.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes histories that some order explains: each request takes effect at one moment between its
/// invocation and its end, on a store of one thread; some are refused, some have unknown outcomes.
final class SerialStore {
  private static final int FAIL_PERCENT = 3;
  private static final int INFO_PERCENT = 2;
  private static final int MAX_UNKNOWN = 8;
  private static final long LONGEST_NS = 1_000_000;

  private final Random random;
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, String> strings = new HashMap<>();
  private int unknown;

  SerialStore(Random random) {
    this.random = random;
  }

  /// Requests on one key, in the order of their effects, by clients that overlap.
  List<Operation> operations(Workload workload, int clients, int count) {
    String key = workload.key(1);
    long[] freeNs = new long[clients];
    List<Operation> operations = new ArrayList<>();
    long effectNs = LONGEST_NS;
    for (int i = 0; i < count; i++) {
      effectNs += 1 + random.nextLong(LONGEST_NS / clients);
      int client = random.nextInt(clients);
      long invokedNs = Math.max(freeNs[client] + 1, effectNs - random.nextLong(LONGEST_NS));
      effectNs = Math.max(effectNs, invokedNs);
      long endedNs = effectNs + 1 + random.nextLong(LONGEST_NS);
      freeNs[client] = endedNs;
      operations.add(operation(client, call(workload, key, i), invokedNs, endedNs));
    }
    long endNs = effectNs + 3 * LONGEST_NS;
    for (Verb last : lastReads(workload)) {
      Call call = Call.of(last, key);
      operations.add(new Operation(0, call, endNs, endNs + 1, Outcome.OK, apply(call)));
    }
    return operations;
  }

  private Operation operation(int client, Call call, long invokedNs, long endedNs) {
    int dice = random.nextInt(100);
    if (dice < FAIL_PERCENT) {
      return new Operation(client, call, invokedNs, endedNs, Outcome.FAIL, "");
    }
    if (dice < FAIL_PERCENT + INFO_PERCENT && unknown < MAX_UNKNOWN) {
      unknown++;
      if (random.nextBoolean()) {
        apply(call);
      }
      return new Operation(client, call, invokedNs, Operation.NEVER, Outcome.INFO, "");
    }
    return new Operation(client, call, invokedNs, endedNs, Outcome.OK, apply(call));
  }

  private Call call(Workload workload, String key, int number) {
    boolean reads = random.nextInt(4) == 0;
    String value = "v" + number;
    return switch (workload) {
      case LIST -> reads ? Call.of(Verb.READ, key) : new Call(Verb.APPEND, key, value);
      case COUNTER -> Call.of(reads ? Verb.GET : Verb.INCR, key);
      case REGISTER -> reads ? Call.of(Verb.GET, key) : new Call(Verb.SWAP, key, value);
      case DELETE, FLUSH -> {
        Verb verb = workload == Workload.DELETE ? Verb.DEL : Verb.FLUSH;
        yield reads ? Call.of(verb, key) : new Call(Verb.SWAP, key, value);
      }
      case PAIR, EXPIRY -> throw new IllegalArgumentException(workload.name());
    };
  }

  private static List<Verb> lastReads(Workload workload) {
    return workload == Workload.LIST ? List.of(Verb.READ) : List.of(Verb.GET);
  }

  private String apply(Call call) {
    String key = call.key();
    List<String> list = lists.computeIfAbsent(key, _ -> new ArrayList<>());
    String before = strings.getOrDefault(key, StringModel.NIL);
    switch (call.verb()) {
      case APPEND -> list.add(call.value());
      case SWAP -> strings.put(key, call.value());
      case INCR -> strings.merge(key, "1", (n, _) -> Long.toString(Long.parseLong(n) + 1));
      case DEL, FLUSH -> strings.remove(key);
      default -> {}
    }
    return switch (call.verb()) {
      case APPEND -> Integer.toString(list.size());
      case READ -> "[" + String.join(",", list) + "]";
      case INCR -> strings.getOrDefault(key, StringModel.NIL);
      case DEL -> before.equals(StringModel.NIL) ? "0" : "1";
      case FLUSH -> "OK";
      default -> before;
    };
  }
}
