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

/// TOUCH: makes keys look used.
public final class Touch {
  private static final Repeated KEYS = keys("key", RO);

  /// The declaration of TOUCH.
  public static final CommandSpec SPEC =
      CommandSpec.named("TOUCH")
          .since("3.2.1")
          .group(GENERIC)
          .summary("Notes an access to keys and counts those that exist.")
          .complexity("O(N), N being the number of keys")
          .hints("request_policy:multi_shard", "response_policy:agg_sum")
          .flags(READONLY, FAST)
          .arguments(KEYS)
          .handler(Touch::execute);

  private Touch() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    int found = 0;
    for (Bytes key : call.all(KEYS)) {
      if (txn.touch(key)) {
        found++;
      }
    }
    return Reply.integer(found);
  }
}
