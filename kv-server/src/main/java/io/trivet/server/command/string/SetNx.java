package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.OW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// SETNX: stores a string at a key that does not exist.
public final class SetNx {
  private static final KeyArg KEY = key("key", OW, INSERT);
  private static final BytesArg VALUE = bytes("value");

  /// The declaration of SETNX.
  public static final CommandSpec SPEC =
      CommandSpec.named("SETNX")
          .since("1.0.0")
          .group(STRING)
          .summary("Stores a string at a key if the key does not exist.")
          .complexity("O(1)")
          .deprecated("2.6.12", "`SET` with the `NX` argument")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, VALUE)
          .handler(SetNx::execute);

  private SetNx() {}

  /// Replies with 1 if the string was stored, else with 0.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    if (txn.exists(key)) {
      return Reply.integer(0);
    }
    txn.putString(key, call.get(VALUE));
    return Reply.integer(1);
  }
}
