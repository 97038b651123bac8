package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RM;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// DEL and UNLINK: delete keys. Here they are one operation: a deleted collection is unlinked at
/// once and its memory is the garbage collector's affair.
public final class Del {
  private static final Repeated KEYS = keys("key", RM, DELETE);

  /// The declaration of DEL.
  public static final CommandSpec DEL =
      CommandSpec.named("DEL")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Deletes keys.")
          .complexity("O(N), N being the number of keys")
          .hints("request_policy:multi_shard", "response_policy:agg_sum")
          .flags(WRITE)
          .arguments(KEYS)
          .handler(Del::execute);

  /// The declaration of UNLINK.
  public static final CommandSpec UNLINK =
      CommandSpec.named("UNLINK")
          .since("4.0.0")
          .group(GENERIC)
          .summary("Deletes keys without waiting for their memory to be freed.")
          .complexity("O(N), N being the number of keys")
          .hints("request_policy:multi_shard", "response_policy:agg_sum")
          .flags(WRITE, FAST)
          .arguments(KEYS)
          .handler(Del::execute);

  private Del() {}

  /// Replies with the number of keys that were there.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    int deleted = 0;
    for (Bytes key : call.all(KEYS)) {
      if (txn.remove(key)) {
        deleted++;
      }
    }
    return Reply.integer(deleted);
  }
}
