package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// HINCRBY: adds to the integer of a field.
public final class HIncrBy {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final BytesArg FIELD = bytes("field");
  private static final Int64Arg INCREMENT = int64("increment");

  public static final CommandSpec SPEC =
      CommandSpec.named("HINCRBY")
          .since("2.0.0")
          .group(HASH)
          .summary("Adds an integer to the value of a field; a missing field counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, FIELD, INCREMENT)
          .handler(HIncrBy::execute);

  private HIncrBy() {}

  /// Replies with the sum.
  ///
  /// @throws CommandError if the value is no 64-bit integer, or the sum overflows
  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashEditor hash = txn.editHash(call.get(KEY));
    Bytes field = call.get(FIELD);
    long increment = call.get(INCREMENT);
    long value = number(hash.value().get(field));
    long sum = value + increment;
    if (((value ^ sum) & (increment ^ sum)) < 0) {
      throw new CommandError(ErrorText.INCREMENT_OVERFLOW);
    }
    hash.put(field, Int64Text.format(sum));
    return Reply.integer(sum);
  }

  private static long number(@Nullable Bytes value) {
    if (value == null) {
      return 0;
    }
    if (!Int64Text.isInt64(value)) {
      throw new CommandError(ErrorText.HASH_NOT_AN_INTEGER);
    }
    return Int64Text.parse(value);
  }
}
