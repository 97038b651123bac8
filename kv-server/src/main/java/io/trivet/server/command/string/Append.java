package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// APPEND: lengthens the string at a key.
public final class Append {
  private static final KeyArg KEY = key("key", RW, INSERT);
  private static final BytesArg VALUE = bytes("value");

  /// The declaration of APPEND.
  public static final CommandSpec SPEC =
      CommandSpec.named("APPEND")
          .since("2.0.0")
          .group(STRING)
          .summary("Adds bytes to the end of the string at a key, which is made if it is missing.")
          .complexity("O(N), N being the length of the value, over many calls")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, VALUE)
          .handler(Append::execute);

  private Append() {}

  /// Replies with the length of the string afterwards.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    Bytes value = call.get(VALUE);
    if (!txn.findString(key)) {
      txn.putString(key, value);
      return Reply.integer(value.length());
    }
    int length = txn.valueLength();
    StringLimit.check(length, value.length());
    txn.putRange(key, length, value);
    return Reply.integer(length + value.length());
  }
}
