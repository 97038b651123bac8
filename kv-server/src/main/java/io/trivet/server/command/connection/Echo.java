package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;

/// ECHO: the message back.
final class Echo {
  private static final BytesArg MESSAGE = bytes("message");

  static final CommandSpec SPEC =
      CommandSpec.named("ECHO")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Answers with the message it is given.")
          .complexity("O(1)")
          .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .arguments(MESSAGE)
          .handler(Echo::execute);

  private Echo() {}

  private static Reply execute(Call call, SessionAccess session) {
    return Reply.bulk(call.get(MESSAGE));
  }
}
