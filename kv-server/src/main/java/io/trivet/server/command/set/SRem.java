package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.SetEditor;
import io.trivet.storage.value.Bytes;

/// SREM: removes members.
public final class SRem {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Repeated MEMBERS = repeated("member", bytes("member"));

  public static final CommandSpec SPEC =
      CommandSpec.named("SREM")
          .since("1.0.0")
          .group(SET)
          .summary("Removes members of a set; a set without members is deleted.")
          .complexity("O(N), N being the number of members to remove")
          .flags(WRITE, FAST)
          .arguments(KEY, MEMBERS)
          .history("2.4.0", "Takes several members.")
          .handler(SRem::execute);

  private SRem() {}

  /// Replies with the number of members removed.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetEditor set = txn.editSet(call.get(KEY));
    int removed = 0;
    for (Bytes member : call.all(MEMBERS)) {
      if (set.remove(member)) {
        removed++;
      }
    }
    return Reply.integer(removed);
  }
}
