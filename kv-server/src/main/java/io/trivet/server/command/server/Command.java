package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.LOADING;
import static io.trivet.server.command.CommandFlag.STALE;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandDescription;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.Help;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// COMMAND, COMMAND COUNT, COMMAND INFO and COMMAND DOCS: what clients may ask of the table of
/// commands. LIST and GETKEYS have classes of their own.
final class Command {
  private static final BytesArg NAME = bytes("command-name");
  private static final Repeated NAMES = repeated("command-name", NAME).optional();

  static final CommandSpec COUNT =
      subcommand("COUNT", "2.8.13")
          .summary("Counts the commands.")
          .complexity("O(1)")
          .handler(Command::count);

  static final CommandSpec INFO =
      subcommand("INFO", "2.8.13")
          .summary("Describes commands to clients: arity, flags, keys.")
          .complexity("O(N) where N is the number of commands described")
          .history("7.0.0", "Without names, all commands are described.")
          .hints("nondeterministic_output_order")
          .arguments(NAMES)
          .handler(Command::information);

  static final CommandSpec DOCS =
      subcommand("DOCS", "7.0.0")
          .summary("Describes commands to people: summary, syntax, history.")
          .complexity("O(N) where N is the number of commands described")
          .hints("nondeterministic_output_order")
          .arguments(NAMES)
          .handler(Command::documentation);

  static final CommandSpec SPEC =
      CommandSpec.named("COMMAND")
          .since("2.8.13")
          .group(CommandGroup.SERVER)
          .summary("Describes all commands to clients.")
          .complexity("O(N) where N is the number of commands")
          .flags(LOADING, STALE)
          .categories(AclCategory.CONNECTION)
          .hints("nondeterministic_output_order")
          .subcommands(
              COUNT,
              DOCS,
              CommandGetKeys.GETKEYS,
              CommandGetKeys.GETKEYSANDFLAGS,
              Help.of("COMMAND", "5.0.0", CommandGroup.SERVER, AclCategory.CONNECTION),
              INFO,
              CommandList.SPEC)
          .handler(Command::all);

  private Command() {}

  /// Begins the declaration of a subcommand of COMMAND.
  static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("COMMAND|" + name)
        .since(since)
        .group(CommandGroup.SERVER)
        .flags(LOADING, STALE)
        .categories(AclCategory.CONNECTION);
  }

  /// Replies with the descriptions of all commands.
  private static Reply all(Call call, ServerAccess server) {
    return Reply.array(
        server.commands().commands().stream().map(CommandDescription::information).toList());
  }

  private static Reply count(Call call, ServerAccess server) {
    return Reply.integer(server.commands().commands().size());
  }

  /// Replies with one description a name, absent for an unknown one.
  private static Reply information(Call call, ServerAccess server) {
    if (!call.has(NAMES)) {
      return all(call, server);
    }
    List<Reply> found = new ArrayList<>();
    for (Bytes name : call.all(NAMES)) {
      CommandSpec spec = server.commands().find(name.toString());
      found.add(spec == null ? Reply.absent() : CommandDescription.information(spec));
    }
    return Reply.array(found);
  }

  /// Replies with a map of names and documents; unknown names are left out.
  private static Reply documentation(Call call, ServerAccess server) {
    List<Reply> map = new ArrayList<>();
    for (CommandSpec spec : wanted(call, server.commands())) {
      map.add(Reply.bulk(spec.name()));
      map.add(CommandDescription.documentation(spec));
    }
    return Reply.map(map);
  }

  private static List<CommandSpec> wanted(Call call, CommandTable commands) {
    if (!call.has(NAMES)) {
      return commands.commands();
    }
    List<CommandSpec> wanted = new ArrayList<>();
    for (Bytes name : call.all(NAMES)) {
      CommandSpec spec = commands.find(name.toString());
      if (spec != null) {
        wanted.add(spec);
      }
    }
    return wanted;
  }
}
