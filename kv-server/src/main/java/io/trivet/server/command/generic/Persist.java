package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// PERSIST: takes the expiry from a key.
public final class Persist {
  private static final KeyArg KEY = key("key", RW, UPDATE);

  /// The declaration of PERSIST.
  public static final CommandSpec SPEC =
      CommandSpec.named("PERSIST")
          .since("2.2.0")
          .group(GENERIC)
          .summary("Takes the expiry from a key.")
          .complexity("O(1)")
          .flags(WRITE, FAST)
          .arguments(KEY)
          .handler(Persist::execute);

  private Persist() {}

  /// Replies with 1 if the key had an expiry, else with 0.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    if (!txn.touch(key) || txn.expiresAtMs(key) == KeyspaceTxn.NEVER) {
      return Reply.integer(0);
    }
    txn.expireAt(key, KeyspaceTxn.NEVER);
    return Reply.integer(1);
  }
}
