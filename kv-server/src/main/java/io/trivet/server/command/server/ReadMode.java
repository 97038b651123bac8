package io.trivet.server.command.server;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// READONLY, READWRITE and ASKING: whether a client reads from a standby. A single node refuses
/// them, as Redis outside of a cluster does.
final class ReadMode {
  static final CommandSpec READONLY =
      mode("READONLY", CommandFlag.LOADING, CommandFlag.STALE)
          .summary("Lets the client read from a standby, whose answers may be old.")
          .handler((Call call, SessionAccess session) -> set(session, true));

  static final CommandSpec READWRITE =
      mode("READWRITE", CommandFlag.LOADING, CommandFlag.STALE)
          .summary("Sends reads on a standby to the primary again, as READONLY found it.")
          .handler((Call call, SessionAccess session) -> set(session, false));

  static final CommandSpec ASKING =
      mode("ASKING")
          .summary("Goes before a command that -ASK has sent here; no node answers -ASK.")
          .handler((Call call, SessionAccess session) -> inGroup(session));

  private ReadMode() {}

  private static CommandSpec.Builder mode(String name, CommandFlag... flags) {
    return CommandSpec.named(name)
        .since("3.0.0")
        .group(CommandGroup.CLUSTER)
        .complexity("O(1)")
        .flags(CommandFlag.FAST)
        .flags(flags)
        .categories(AclCategory.CONNECTION);
  }

  private static Reply set(SessionAccess session, boolean isReadOnly) {
    Reply reply = inGroup(session);
    session.readOnly(isReadOnly);
    return reply;
  }

  private static Reply inGroup(SessionAccess session) {
    if (session.server().group().facts() == null) {
      throw new CommandError(ErrorText.CLUSTER_DISABLED);
    }
    return Reply.OK;
  }
}
