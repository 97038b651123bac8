package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// MODULE: there are no modules, and none can be loaded: the session refuses that before.
final class Module {
  private static final CommandSpec LIST =
      subcommand("LIST", "4.0.0")
          .summary("Lists the modules; there are none.")
          .complexity("O(1)")
          .hints("nondeterministic_output_order")
          .handler(Module::list);

  private static final CommandSpec LOAD =
      subcommand("LOAD", "4.0.0")
          .summary("Loads a module; not served.")
          .complexity("O(1)")
          .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.PROTECTED)
          .arguments(bytes("path"), repeated("arg", bytes("arg")).optional())
          .handler(Module::refuse);

  private static final CommandSpec LOADEX =
      subcommand("LOADEX", "7.0.0")
          .summary("Loads a module with options; not served.")
          .complexity("O(1)")
          .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.PROTECTED)
          .arguments(
              bytes("path"),
              repeated("configs", bytes("name"), bytes("value")).eachAfter("CONFIG"),
              block("args", repeated("arg", bytes("arg"))).after("ARGS").optional())
          .handler(Module::refuse);

  private static final CommandSpec UNLOAD =
      subcommand("UNLOAD", "4.0.0")
          .summary("Unloads a module; not served.")
          .complexity("O(1)")
          .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.PROTECTED)
          .arguments(bytes("name"))
          .handler(Module::refuse);

  static final CommandSpec SPEC =
      CommandSpec.named("MODULE")
          .since("4.0.0")
          .group(CommandGroup.SERVER)
          .summary("Commands about modules.")
          .complexity("Depends on the subcommand.")
          .subcommands(Help.of("MODULE", "5.0.0", CommandGroup.SERVER), LIST, LOAD, LOADEX, UNLOAD)
          .container();

  private Module() {}

  private static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("MODULE|" + name)
        .since(since)
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT);
  }

  private static Reply list(Call call, ServerAccess server) {
    return Reply.emptyArray();
  }

  private static Reply refuse(Call call, ServerAccess server) {
    throw new CommandError(ErrorText.PROTECTED_COMMAND, "MODULE", "enable-module-command");
  }
}
