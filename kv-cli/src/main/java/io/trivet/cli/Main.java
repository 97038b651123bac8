package io.trivet.cli;

import io.trivet.cli.bench.Bench;
import io.trivet.cli.drill.Drill;
import io.trivet.cli.group.Group;
import io.trivet.cli.group.Verify;
import io.trivet.cli.log.Log;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `kv` command: parses the command line and runs one subcommand.
///
/// Exit codes: 0 done, 1 the subcommand failed, 2 the command line is wrong. Stdout carries the
/// answer and nothing else; an error is told on stderr.
@Command(
    name = "kv",
    description = "Runs, operates and tests Trivet, a Redis-protocol sharded key-value server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServerCommand.class,
      Group.class,
      Drill.class,
      Verify.class,
      Bench.class,
      Log.class,
      Completion.class,
      AotTraining.class
    })
public final class Main {
  private Main() {}

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /// The whole command with its subcommands and its way to tell errors, ready to execute.
  static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Main::tellUsageError)
            .setExecutionExceptionHandler(Main::tellFailure);
    ServerCommand.passWords(line);
    return line;
  }

  private static int tellUsageError(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    var err = command.getErr();
    err.println("kv: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /// An accident of the world is told in one line; anything else is a bug and keeps its stack
  /// trace.
  private static int tellFailure(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof IOException) {
      command.getErr().println("kv: " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
