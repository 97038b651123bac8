package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.parsed;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.bytes.LongDouble;
import io.trivet.server.command.ArgumentType;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// HINCRBYFLOAT: adds to the number of a field.
public final class HIncrByFloat {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final BytesArg FIELD = bytes("field");
  private static final ParsedArg<LongDouble> INCREMENT =
      parsed("increment", ArgumentType.DOUBLE, HIncrByFloat::increment);

  public static final CommandSpec SPEC =
      CommandSpec.named("HINCRBYFLOAT")
          .since("2.6.0")
          .group(HASH)
          .summary("Adds a number to the value of a field; a missing field counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, FIELD, INCREMENT)
          .handler(HIncrByFloat::execute);

  private HIncrByFloat() {}

  /// Replies with the sum, as the text that the field then has.
  ///
  /// @throws CommandError if the value is no number, or the sum is infinite
  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashEditor hash = txn.editHash(call.get(KEY));
    Bytes field = call.get(FIELD);
    LongDouble sum = number(hash.value().get(field)).plus(call.get(INCREMENT));
    if (!sum.isFinite()) {
      throw new CommandError(ErrorText.INCREMENT_NOT_FINITE);
    }
    Bytes text = sum.text();
    hash.put(field, text);
    return Reply.bulk(text);
  }

  private static LongDouble number(@Nullable Bytes value) {
    LongDouble number = value == null ? LongDouble.of(0) : LongDouble.parse(value);
    if (number == null) {
      throw new CommandError(ErrorText.HASH_NOT_A_FLOAT);
    }
    return number;
  }

  private static LongDouble increment(Bytes text) {
    LongDouble number = LongDouble.parse(text);
    if (number == null) {
      throw new CommandError(ErrorText.NOT_A_FLOAT);
    }
    if (!number.isFinite()) {
      throw new CommandError(ErrorText.VALUE_NOT_FINITE);
    }
    return number;
  }
}
