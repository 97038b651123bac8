package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.int64;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// SELECT: which database the client works in.
final class Select {
  private static final Int64Arg INDEX =
      int64("index").between(Integer.MIN_VALUE, Integer.MAX_VALUE, ErrorText.OUT_OF_RANGE_BETWEEN);

  static final CommandSpec SPEC =
      CommandSpec.named("SELECT")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Chooses the database that the connection works in.")
          .complexity("O(1)")
          .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .arguments(INDEX)
          .handler(Select::execute);

  private Select() {}

  private static Reply execute(Call call, SessionAccess session) {
    long index = call.get(INDEX);
    if (index < 0 || index >= session.server().storage().databases()) {
      throw new CommandError(ErrorText.DB_INDEX);
    }
    session.select((int) index);
    return Reply.OK;
  }
}
