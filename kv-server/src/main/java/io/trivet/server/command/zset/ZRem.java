package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ZSetEditor;
import io.trivet.storage.value.Bytes;

/// ZREM: removes members.
public final class ZRem {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Repeated MEMBERS = repeated("member", bytes("member"));

  public static final CommandSpec SPEC =
      CommandSpec.named("ZREM")
          .since("1.2.0")
          .group(SORTED_SET)
          .summary("Removes members of a sorted set; a sorted set without members is deleted.")
          .complexity("O(M*log(N)), N being the size of the sorted set and M the number of members")
          .flags(WRITE, FAST)
          .arguments(KEY, MEMBERS)
          .history("2.4.0", "Takes several members.")
          .handler(ZRem::execute);

  private ZRem() {}

  /// Replies with the number of members removed.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ZSetEditor zset = txn.editZSet(call.get(KEY));
    int removed = 0;
    for (Bytes member : call.all(MEMBERS)) {
      if (zset.remove(member)) {
        removed++;
      }
    }
    return Reply.integer(removed);
  }
}
