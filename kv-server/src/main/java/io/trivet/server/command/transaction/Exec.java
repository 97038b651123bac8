package io.trivet.server.command.transaction;

import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;

/// EXEC: the dispatcher executes what was queued, as one frame of the log.
final class Exec {
  static final CommandSpec SPEC =
      CommandSpec.named("EXEC")
          .since("1.2.0")
          .group(CommandGroup.TRANSACTIONS)
          .summary("Executes the commands of a transaction, all of them at once.")
          .complexity("Depends on the commands.")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.SKIP_SLOWLOG)
          .flow(FlowHandler.EXEC);

  private Exec() {}
}
