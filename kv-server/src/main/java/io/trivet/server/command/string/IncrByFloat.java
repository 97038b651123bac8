package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.parsed;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.bytes.LongDouble;
import io.trivet.server.command.ArgumentType;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// INCRBYFLOAT: adds to the decimal fraction at a key, with the precision of an 80-bit number.
public final class IncrByFloat {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final ParsedArg<LongDouble> INCREMENT =
      parsed("increment", ArgumentType.DOUBLE, IncrByFloat::number);

  /// The declaration of INCRBYFLOAT.
  public static final CommandSpec SPEC =
      CommandSpec.named("INCRBYFLOAT")
          .since("2.6.0")
          .group(STRING)
          .summary("Adds a decimal fraction to the number at a key; a missing key counts as 0.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, INCREMENT)
          .handler(IncrByFloat::execute);

  private IncrByFloat() {}

  /// Replies with the text of the sum, which is also what is stored.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    Bytes current = txn.string(key);
    LongDouble increment = call.get(INCREMENT);
    LongDouble sum = (current == null ? LongDouble.of(0) : number(current)).plus(increment);
    if (!sum.isFinite()) {
      throw new CommandError(ErrorText.INCREMENT_NOT_FINITE);
    }
    Bytes text = sum.text();
    txn.putStringKeepingExpiry(key, text);
    return Reply.bulk(text);
  }

  private static LongDouble number(Bytes text) {
    LongDouble number = LongDouble.parse(text);
    if (number == null) {
      throw new CommandError(ErrorText.NOT_A_FLOAT);
    }
    return number;
  }
}
