package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The HELP subcommand of containers, made from the declarations beside it.
public final class Help {

  private Help() {}

  /// The declaration of `CONTAINER|HELP`, in categories besides that of its group.
  public static CommandSpec of(
      String container, String since, CommandGroup group, AclCategory... categories) {
    return CommandSpec.named(container + "|HELP")
        .since(since)
        .group(group)
        .summary("Shows the subcommands.")
        .complexity("O(1)")
        .categories(categories)
        .flags(CommandFlag.LOADING, CommandFlag.STALE)
        .handler((ServerHandler) (_, server) -> lines(server.commands(), container));
  }

  private static Reply lines(CommandTable commands, String container) {
    List<Reply> lines = new ArrayList<>();
    String name = container.toUpperCase(Locale.ROOT);
    lines.add(Reply.simple(name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
    CommandSpec spec = commands.find(container);
    for (CommandSpec child : spec == null ? List.<CommandSpec>of() : spec.subcommands()) {
      lines.add(Reply.simple(Syntax.of(child).substring(name.length() + 1)));
      lines.add(Reply.simple("    " + child.summary()));
    }
    return Reply.array(lines);
  }
}
