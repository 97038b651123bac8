package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.float64;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Float64Arg;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.command.Token;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// ZUNION, ZINTER and ZDIFF, which show what several sorted sets combine to, and ZUNIONSTORE,
/// ZINTERSTORE and ZDIFFSTORE, which keep it. Sets may be among the operands.
public final class ZSetAlgebra {
  private static final String UNION_COMPLEXITY =
      "O(N+M*log(M)), N being the size of all operands and M that of the result";
  private static final String INTERSECTION_COMPLEXITY =
      "O(N*K+M*log(M)), N being the size of the smallest operand, K the number of operands and M the"
          + " size of the result";
  private static final String DIFFERENCE_COMPLEXITY =
      "O(N*K+M*log(M)), N being the size of the first operand, K the number of operands and M the"
          + " size of the result";

  private static final KeyArg DESTINATION = key("destination", OW, UPDATE);
  private static final Int64Arg NUMKEYS = int64("numkeys").atLeast(1, ErrorText.NO_INPUT_KEY);
  private static final Repeated KEYS = keys("key", RO, ACCESS).countedBy(NUMKEYS);
  private static final Float64Arg WEIGHT = float64("weight").orError(ErrorText.WEIGHT_NOT_A_FLOAT);
  private static final Repeated WEIGHTS =
      repeated("weight", WEIGHT).asManyAs(KEYS).after("WEIGHTS").optional();
  private static final RequiredChoice<Aggregate> AGGREGATE =
      oneOf("aggregate", Aggregate.class).required();
  private static final Block AGGREGATION =
      block("aggregate", AGGREGATE).after("AGGREGATE").optional();
  private static final Token WITHSCORES = token("WITHSCORES");

  public static final CommandSpec ZUNION =
      shown("ZUNION")
          .summary("Replies with the members that any of several sorted sets has.")
          .complexity(UNION_COMPLEXITY)
          .arguments(NUMKEYS, KEYS, WEIGHTS, AGGREGATION, WITHSCORES)
          .handler(
              (Call call, KeyspaceTxn txn) -> show(call, combined(call, txn, ZSetOperation.UNION)));

  public static final CommandSpec ZINTER =
      shown("ZINTER")
          .summary("Replies with the members that all of several sorted sets have.")
          .complexity(INTERSECTION_COMPLEXITY)
          .arguments(NUMKEYS, KEYS, WEIGHTS, AGGREGATION, WITHSCORES)
          .handler((Call call, KeyspaceTxn txn) ->
              show(call, combined(call, txn, ZSetOperation.INTERSECTION)));

  public static final CommandSpec ZDIFF =
      shown("ZDIFF")
          .summary(
              "Replies with the members of the first of several sorted sets that no other has.")
          .complexity(DIFFERENCE_COMPLEXITY)
          .arguments(NUMKEYS, KEYS, WITHSCORES)
          .handler((Call call, KeyspaceTxn txn) -> show(call, difference(call, txn)));

  public static final CommandSpec ZUNIONSTORE =
      stored("ZUNIONSTORE", "2.0.0")
          .summary("Stores the members that any of several sorted sets has.")
          .complexity(UNION_COMPLEXITY)
          .arguments(DESTINATION, NUMKEYS, KEYS, WEIGHTS, AGGREGATION)
          .handler((Call call, KeyspaceTxn txn) ->
              store(call, txn, combined(call, txn, ZSetOperation.UNION)));

  public static final CommandSpec ZINTERSTORE =
      stored("ZINTERSTORE", "2.0.0")
          .summary("Stores the members that all of several sorted sets have.")
          .complexity(INTERSECTION_COMPLEXITY)
          .arguments(DESTINATION, NUMKEYS, KEYS, WEIGHTS, AGGREGATION)
          .handler((Call call, KeyspaceTxn txn) ->
              store(call, txn, combined(call, txn, ZSetOperation.INTERSECTION)));

  public static final CommandSpec ZDIFFSTORE =
      stored("ZDIFFSTORE", "6.2.0")
          .summary("Stores the members of the first of several sorted sets that no other has.")
          .complexity(DIFFERENCE_COMPLEXITY)
          .arguments(DESTINATION, NUMKEYS, KEYS)
          .handler((Call call, KeyspaceTxn txn) -> store(call, txn, difference(call, txn)));

  private ZSetAlgebra() {}

  private static CommandSpec.Builder shown(String name) {
    return CommandSpec.named(name).since("6.2.0").group(SORTED_SET).flags(READONLY);
  }

  private static CommandSpec.Builder stored(String name, String since) {
    return CommandSpec.named(name).since(since).group(SORTED_SET).flags(WRITE, DENY_OOM);
  }

  private static ZSetValue combined(Call call, KeyspaceTxn txn, ZSetOperation operation) {
    Aggregate aggregate = call.has(AGGREGATION) ? call.get(AGGREGATE) : Aggregate.SUM;
    double[] weights = ones(call);
    int next = 0;
    for (Call item : call.each(WEIGHTS)) {
      weights[next++] = item.get(WEIGHT);
    }
    return combine(call.all(KEYS), weights, txn, operation, aggregate);
  }

  private static ZSetValue difference(Call call, KeyspaceTxn txn) {
    return combine(call.all(KEYS), ones(call), txn, ZSetOperation.DIFFERENCE, Aggregate.SUM);
  }

  private static double[] ones(Call call) {
    double[] weights = new double[call.count(KEYS)];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static ZSetValue combine(
      List<Bytes> keys,
      double[] weights,
      KeyspaceTxn txn,
      ZSetOperation operation,
      Aggregate aggregate) {
    List<Operand> operands = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      operands.add(Operand.at(keys.get(i), weights[i], txn));
    }
    ZSetValue result = ZSetValue.create();
    EncodingLimits limits = txn.keyspace().limits();
    operation.forEach(operands, aggregate, (member, score) -> result.put(member, score, limits));
    return result;
  }

  private static Reply show(Call call, ZSetValue result) {
    Elements elements = new Elements(call.has(WITHSCORES));
    result.forEach(0, result.size(), elements);
    return elements.reply();
  }

  /// Replies with the number of elements stored. The destination may be one of the operands;
  /// whatever it held is gone, and if there are no elements, so is the key.
  private static Reply store(Call call, KeyspaceTxn txn, ZSetValue result) {
    int size = result.size();
    txn.putCollection(call.get(DESTINATION), result, KeyspaceTxn.NEVER);
    return Reply.integer(size);
  }
}
