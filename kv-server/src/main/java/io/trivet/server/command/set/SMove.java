package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.SetEditor;
import io.trivet.storage.value.Bytes;

/// SMOVE: moves a member from one set to another.
public final class SMove {
  private static final KeyArg SOURCE = key("source", RW, ACCESS, DELETE);
  private static final KeyArg DESTINATION = key("destination", RW, INSERT);
  private static final BytesArg MEMBER = bytes("member");

  public static final CommandSpec SPEC =
      CommandSpec.named("SMOVE")
          .since("1.0.0")
          .group(SET)
          .summary("Moves a member from one set to another.")
          .complexity("O(1)")
          .flags(WRITE, FAST)
          .arguments(SOURCE, DESTINATION, MEMBER)
          .handler(SMove::execute);

  private SMove() {}

  /// Replies with 1 if the source had the member, else with 0.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes sourceKey = call.get(SOURCE);
    Bytes destinationKey = call.get(DESTINATION);
    Bytes member = call.get(MEMBER);
    SetEditor source = txn.editSet(sourceKey);
    if (source.value().size() == 0) {
      return Reply.integer(0);
    }
    if (sourceKey.equals(destinationKey)) {
      return Reply.oneIf(source.value().contains(member));
    }
    SetEditor destination = txn.editSet(destinationKey);
    if (!source.remove(member)) {
      return Reply.integer(0);
    }
    destination.add(member);
    return Reply.integer(1);
  }
}
