package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;

/// SMISMEMBER: asks for several members.
public final class SMIsMember {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Repeated MEMBERS = repeated("member", bytes("member"));

  public static final CommandSpec SPEC =
      CommandSpec.named("SMISMEMBER")
          .since("6.2.0")
          .group(SET)
          .summary("Replies for each of several members with 1 if a set has it, else with 0.")
          .complexity("O(N), N being the number of members asked for")
          .flags(READONLY, FAST)
          .arguments(KEY, MEMBERS)
          .handler(SMIsMember::execute);

  private SMIsMember() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetValue set = txn.set(call.get(KEY));
    List<Reply> answers = new ArrayList<>(call.count(MEMBERS));
    for (Bytes member : call.all(MEMBERS)) {
      answers.add(Reply.oneIf(set != null && set.contains(member)));
    }
    return Reply.array(answers);
  }
}
