package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.int64;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.SlowCommands.SlowCommand;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// SLOWLOG: the commands that took long.
final class SlowLogGet {
  private static final long DEFAULT_COUNT = 10;
  private static final long ALL = -1;

  private static final Int64Arg COUNT =
      int64("count")
          .orError(ErrorText.SLOWLOG_COUNT)
          .atLeast(ALL, ErrorText.SLOWLOG_COUNT)
          .optional();

  private static final CommandSpec GET =
      subcommand("GET")
          .summary("Shows the newest slow commands.")
          .complexity("O(N) where N is the number of commands shown")
          .history("4.0.0", "Address and name of the client.")
          .hints("request_policy:all_nodes", "nondeterministic_output")
          .arguments(COUNT)
          .surplusError(ErrorText.UNKNOWN_SUBCOMMAND_OR_ARITY)
          .handler(SlowLogGet::newest);

  private static final CommandSpec LEN =
      subcommand("LEN")
          .summary("Counts the slow commands kept.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
          .handler(SlowLogGet::count);

  private static final CommandSpec RESET =
      subcommand("RESET")
          .summary("Forgets the slow commands.")
          .complexity("O(N) where N is the number of commands kept")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .handler(SlowLogGet::reset);

  static final CommandSpec SPEC =
      CommandSpec.named("SLOWLOG")
          .since("2.2.12")
          .group(CommandGroup.SERVER)
          .summary("Commands about commands that took long.")
          .complexity("Depends on the subcommand.")
          .subcommands(GET, Help.of("SLOWLOG", "6.2.0", CommandGroup.SERVER), LEN, RESET)
          .container();

  private SlowLogGet() {}

  private static CommandSpec.Builder subcommand(String name) {
    return CommandSpec.named("SLOWLOG|" + name)
        .since("2.2.12")
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.ADMIN, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static Reply newest(Call call, ServerAccess server) {
    long wanted = call.get(COUNT, DEFAULT_COUNT);
    List<SlowCommand> newest =
        server.slowCommands().newest(wanted == ALL ? Long.MAX_VALUE : wanted);
    return Reply.array(newest.stream().map(SlowLogGet::entry).toList());
  }

  private static Reply entry(SlowCommand command) {
    return Reply.array(
        Reply.integer(command.id()),
        Reply.integer(TimeUnit.MILLISECONDS.toSeconds(command.finishedAtMs())),
        Reply.integer(command.durationUs()),
        Reply.bulks(command.words()),
        Reply.bulk(command.address()),
        Reply.bulk(command.clientName()));
  }

  private static Reply count(Call call, ServerAccess server) {
    return Reply.integer(server.slowCommands().count());
  }

  private static Reply reset(Call call, ServerAccess server) {
    server.slowCommands().reset();
    return Reply.OK;
  }
}
