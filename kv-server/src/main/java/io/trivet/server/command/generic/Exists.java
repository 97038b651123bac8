package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// EXISTS: counts keys that exist.
public final class Exists {
  private static final Repeated KEYS = keys("key", RO);

  /// The declaration of EXISTS.
  public static final CommandSpec SPEC =
      CommandSpec.named("EXISTS")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Counts how many of the keys exist; a key given twice counts twice.")
          .complexity("O(N), N being the number of keys")
          .history("3.0.3", "More than one key.")
          .hints("request_policy:multi_shard", "response_policy:agg_sum")
          .flags(READONLY, FAST)
          .arguments(KEYS)
          .handler(Exists::execute);

  private Exists() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    int found = 0;
    for (Bytes key : call.all(KEYS)) {
      if (txn.exists(key)) {
        found++;
      }
    }
    return Reply.integer(found);
  }
}
