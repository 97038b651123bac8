package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.SetValue;

/// SISMEMBER: asks for one member.
public final class SIsMember {
  private static final KeyArg KEY = key("key", RO);
  private static final BytesArg MEMBER = bytes("member");

  public static final CommandSpec SPEC =
      CommandSpec.named("SISMEMBER")
          .since("1.0.0")
          .group(SET)
          .summary("Replies with 1 if a set has a member, else with 0.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, MEMBER)
          .handler(SIsMember::execute);

  private SIsMember() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetValue set = txn.set(call.get(KEY));
    return Reply.oneIf(set != null && set.contains(call.get(MEMBER)));
  }
}
