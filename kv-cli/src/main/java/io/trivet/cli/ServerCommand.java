package io.trivet.cli;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/// `kv server`: runs one node in the foreground until it is told to stop.
///
/// Every directive of the configuration file is an option too, so all words but `--help` go to the
/// server's own parser, which knows them.
@Command(
    name = ServerCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Runs one node until SIGTERM or Ctrl-C, on 127.0.0.1:6379 with its data in ./data.",
      "Every directive of the configuration file is an option too:",
      "  kv server --port 7001 --dir /var/lib/kv --set appendfsync=always"
    },
    customSynopsis = "kv server [FILE] [--DIRECTIVE VALUE...]... [--set DIRECTIVE=VALUE...]")
final class ServerCommand implements Callable<Integer> {
  static final String NAME = "server";

  @Parameters(arity = "0..*", hidden = true, description = "file and directives")
  private List<String> words = List.of();

  /// Leaves what is no option of ours to the server.
  static void passWords(CommandLine root) {
    Objects.requireNonNull(root.getSubcommands().get(NAME))
        .setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws IOException {
    io.trivet.server.Main.run(words);
    return ExitCode.OK;
  }
}
