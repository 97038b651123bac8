package io.trivet.cli.log;

import picocli.CommandLine.Command;

/// `kv log`: commands about the files of a log.
@Command(
    name = "log",
    description = "Looks into the files of a node's log.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = Show.class)
public final class Log {
  /// The subcommand, for `kv`.
  public Log() {}
}
