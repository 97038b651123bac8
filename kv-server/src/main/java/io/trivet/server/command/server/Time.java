package io.trivet.server.command.server;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.Reply;

/// TIME: the server's clock.
final class Time {
  private static final long US_PER_SECOND = 1_000_000;

  static final CommandSpec SPEC =
      CommandSpec.named("TIME")
          .since("2.6.0")
          .group(CommandGroup.SERVER)
          .summary("Tells the server's time.")
          .complexity("O(1)")
          .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .hints("nondeterministic_output")
          .handler(Time::execute);

  private Time() {}

  /// Replies with seconds since 1970, and the microseconds of the second that runs.
  private static Reply execute(Call call, ServerAccess server) {
    long nowUs = server.clock().wallUs();
    return Reply.array(
        Reply.bulk(Long.toString(nowUs / US_PER_SECOND)),
        Reply.bulk(Long.toString(nowUs % US_PER_SECOND)));
  }
}
