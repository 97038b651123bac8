package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// INCRBY, DECRBY, INCR and DECR: add to the signed 64-bit integer at a key.
public final class IncrBy {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final Int64Arg INCREMENT = int64("increment");
  private static final Int64Arg DECREMENT = int64("decrement");

  /// The declaration of INCRBY.
  public static final CommandSpec INCRBY =
      CommandSpec.named("INCRBY")
          .since("1.0.0")
          .group(STRING)
          .summary("Adds an integer to the number stored at a key; a missing key counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, INCREMENT)
          .handler((Call call, KeyspaceTxn txn) -> add(call, txn, call.get(INCREMENT)));

  /// The declaration of DECRBY.
  public static final CommandSpec DECRBY =
      CommandSpec.named("DECRBY")
          .since("1.0.0")
          .group(STRING)
          .summary("Subtracts an integer from the number at a key; a missing key counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, DECREMENT)
          .handler(IncrBy::subtract);

  /// The declaration of INCR.
  public static final CommandSpec INCR =
      CommandSpec.named("INCR")
          .since("1.0.0")
          .group(STRING)
          .summary("Adds 1 to the number stored at a key; a missing key counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY)
          .handler((Call call, KeyspaceTxn txn) -> add(call, txn, 1));

  /// The declaration of DECR.
  public static final CommandSpec DECR =
      CommandSpec.named("DECR")
          .since("1.0.0")
          .group(STRING)
          .summary("Subtracts 1 from the number stored at a key; a missing key counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY)
          .handler((Call call, KeyspaceTxn txn) -> add(call, txn, -1));

  private IncrBy() {}

  private static Reply subtract(Call call, KeyspaceTxn txn) {
    long decrement = call.get(DECREMENT);
    if (decrement == Long.MIN_VALUE) {
      throw new CommandError(ErrorText.DECREMENT_OVERFLOW);
    }
    return add(call, txn, -decrement);
  }

  /// Replies with the sum. The effect carries the sum, never the increment, so replay is
  /// idempotent.
  private static Reply add(Call call, KeyspaceTxn txn, long increment) {
    Bytes key = call.get(KEY);
    long current = current(key, txn);
    long sum = current + increment;
    if (((current ^ sum) & (increment ^ sum)) < 0) {
      throw new CommandError(ErrorText.INCREMENT_OVERFLOW);
    }
    txn.putStringKeepingExpiry(key, Int64Text.format(sum));
    return Reply.integer(sum);
  }

  private static long current(Bytes key, KeyspaceTxn txn) {
    if (!txn.findString(key)) {
      return 0;
    }
    long address = txn.valueAddress();
    int length = txn.valueLength();
    if (!Int64Text.isInt64(null, address, length)) {
      throw new CommandError(ErrorText.NOT_AN_INTEGER);
    }
    return Int64Text.parse(null, address, length);
  }
}
