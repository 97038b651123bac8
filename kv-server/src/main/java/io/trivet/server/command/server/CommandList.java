package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.pattern;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.Alternatives;
import io.trivet.server.command.Block;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// COMMAND LIST: the names of commands, all of them or those that a filter lets through.
final class CommandList {
  private static final BytesArg MODULE = bytes("module-name").after("MODULE");
  private static final BytesArg CATEGORY = bytes("category").after("ACLCAT");
  private static final BytesArg PATTERN = pattern("pattern").after("PATTERN");
  private static final Alternatives FILTER = either("filter", MODULE, CATEGORY, PATTERN);
  private static final Block FILTER_BY = block("filterby", FILTER).after("FILTERBY").optional();

  static final CommandSpec SPEC =
      Command.subcommand("LIST", "7.0.0")
          .summary("Lists the names of commands.")
          .complexity("O(N) where N is the number of commands")
          .hints("nondeterministic_output_order")
          .arguments(FILTER_BY)
          .handler(CommandList::execute);

  private CommandList() {}

  /// Replies with names. Without a filter subcommands are left out; a filter looks at them, too.
  private static Reply execute(Call call, ServerAccess server) {
    return call.has(FILTER_BY)
        ? names(withSubcommands(server.commands()), filter(call))
        : names(server.commands().commands(), _ -> true);
  }

  private static Predicate<CommandSpec> filter(Call call) {
    Bytes pattern = call.find(PATTERN);
    if (pattern != null) {
      GlobPattern glob = GlobPattern.ofAnyCase(pattern);
      return spec -> glob.matches(Bytes.utf8(spec.name()));
    }
    Bytes category = call.find(CATEGORY);
    if (category != null) {
      String name = category.toString().toLowerCase(Locale.ROOT);
      return spec -> spec.categories().stream().anyMatch(c -> c.wireName().equals(name));
    }
    // There are no modules.
    return _ -> false;
  }

  private static List<CommandSpec> withSubcommands(CommandTable commands) {
    List<CommandSpec> all = new ArrayList<>();
    for (CommandSpec spec : commands.commands()) {
      all.add(spec);
      all.addAll(spec.subcommands());
    }
    return all;
  }

  private static Reply names(List<CommandSpec> specs, Predicate<CommandSpec> filter) {
    return Reply.set(specs.stream().filter(filter).map(spec -> Reply.bulk(spec.name())).toList());
  }
}
