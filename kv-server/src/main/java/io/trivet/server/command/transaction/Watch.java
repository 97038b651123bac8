package io.trivet.server.command.transaction;

import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;

/// WATCH and UNWATCH: keys that must not change until EXEC. The dispatcher notes how they are.
final class Watch {
  private static final Repeated KEYS = keys("key", RO);

  static final CommandSpec WATCH =
      declaration("WATCH")
          .summary("Lets the next transaction fail if one of these keys changes before it.")
          .complexity("O(1) for every key")
          .arguments(KEYS)
          .flow(FlowHandler.WATCH);

  static final CommandSpec UNWATCH =
      declaration("UNWATCH")
          .summary("Forgets which keys must not change.")
          .complexity("O(1)")
          .handler(Watch::forget);

  private Watch() {}

  private static CommandSpec.Builder declaration(String name) {
    return CommandSpec.named(name)
        .since("2.2.0")
        .group(CommandGroup.TRANSACTIONS)
        .flags(
            CommandFlag.NOSCRIPT,
            CommandFlag.LOADING,
            CommandFlag.STALE,
            CommandFlag.FAST,
            CommandFlag.ALLOW_BUSY);
  }

  private static Reply forget(Call call, SessionAccess session) {
    session.unwatch();
    return Reply.OK;
  }
}
