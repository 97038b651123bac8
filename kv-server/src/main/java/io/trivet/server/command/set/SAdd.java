package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.SetEditor;
import io.trivet.storage.value.Bytes;

/// SADD: adds members.
public final class SAdd {
  private static final KeyArg KEY = key("key", RW, INSERT);
  private static final Repeated MEMBERS = repeated("member", bytes("member"));

  public static final CommandSpec SPEC =
      CommandSpec.named("SADD")
          .since("1.0.0")
          .group(SET)
          .summary("Adds members to a set; a missing set is created.")
          .complexity("O(1) per member")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, MEMBERS)
          .history("2.4.0", "Takes several members.")
          .handler(SAdd::execute);

  private SAdd() {}

  /// Replies with the number of new members.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetEditor set = txn.editSet(call.get(KEY));
    int added = 0;
    for (Bytes member : call.all(MEMBERS)) {
      if (set.add(member)) {
        added++;
      }
    }
    return Reply.integer(added);
  }
}
