package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;

/// SMEMBERS: reads all of a set.
public final class SMembers {
  private static final KeyArg KEY = key("key", RO, ACCESS);

  public static final CommandSpec SPEC =
      CommandSpec.named("SMEMBERS")
          .since("1.0.0")
          .group(SET)
          .summary("Replies with all members of a set.")
          .complexity("O(N), N being the number of members")
          .flags(READONLY)
          .arguments(KEY)
          .hints("nondeterministic_output_order")
          .handler(SMembers::execute);

  private SMembers() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetValue set = txn.set(call.get(KEY));
    if (set == null) {
      return Reply.bulkSet(List.of());
    }
    List<Bytes> members = new ArrayList<>(set.size());
    set.forEach(BytesVisitor.into(members));
    return Reply.bulkSet(members);
  }
}
