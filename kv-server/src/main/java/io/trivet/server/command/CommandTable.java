package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All commands of a server, with look-up by the words of a request.
///
/// Every command and subcommand has a number, its [CommandSpec#id]; arrays indexed by it hold what
/// others keep for each command (counts, permissions). The declarations are checked when the table
/// is made, so that a wrong one stops the start and not a client.
///
/// Threads: immutable.
public final class CommandTable {
  private static final int NAME_SHOWN = 128;

  private final List<CommandSpec> commands;
  private final CommandSpec[] byId;
  private final CommandNames names;
  private final CommandNames[] subcommandNames;
  private final Map<String, CommandSpec> byFullName = new HashMap<>();

  private CommandTable(List<CommandSpec> declared, Map<String, String> renames) {
    List<CommandSpec> numbered = new ArrayList<>();
    List<CommandSpec> top = new ArrayList<>();
    for (CommandSpec spec : declared) {
      List<CommandSpec> subcommands = new ArrayList<>();
      int id = numbered.size();
      numbered.add(spec);
      for (CommandSpec subcommand : spec.subcommands()) {
        CommandSpec copy = subcommand.inTable(numbered.size(), List.of());
        numbered.add(copy);
        subcommands.add(copy);
      }
      CommandSpec copy = spec.inTable(id, subcommands);
      numbered.set(id, copy);
      top.add(copy);
    }
    this.commands = List.copyOf(top);
    this.byId = numbered.toArray(new CommandSpec[0]);
    this.names = new CommandNames(commands, renames);
    this.subcommandNames = new CommandNames[byId.length];
    for (CommandSpec spec : byId) {
      byFullName.put(renamed(spec.name(), renames), spec);
      subcommandNames[spec.id()] = new CommandNames(spec.subcommands(), Map.of());
    }
  }

  /// The table of these commands. Their subcommands come with them.
  ///
  /// @throws IllegalArgumentException if a declaration contradicts itself or another one
  public static CommandTable of(List<CommandSpec> declared) {
    DeclarationCheck.check(declared);
    return new CommandTable(declared, Map.of());
  }

  /// The table of these commands, some of which go by other names.
  ///
  /// @param renames new names by the declared ones, in lower case; an empty one removes the command
  /// @throws IllegalArgumentException also if there is no such command, or a name is taken
  public static CommandTable of(List<CommandSpec> declared, Map<String, String> renames) {
    DeclarationCheck.check(declared);
    List<CommandSpec> kept =
        declared.stream().filter(spec -> !"".equals(renames.get(spec.name()))).toList();
    Set<String> names = new HashSet<>();
    for (CommandSpec spec : kept) {
      String name = renames.getOrDefault(spec.name(), spec.name());
      if (!names.add(name)) {
        throw new IllegalArgumentException("the command name " + name + " is taken");
      }
    }
    for (String name : renames.keySet()) {
      if (declared.stream().noneMatch(spec -> spec.name().equals(name))) {
        throw new IllegalArgumentException("there is no command " + name);
      }
    }
    return new CommandTable(kept, renames);
  }

  /// A full name whose first part may go by another name.
  private static String renamed(String fullName, Map<String, String> renames) {
    int end = fullName.indexOf('|');
    String first = end < 0 ? fullName : fullName.substring(0, end);
    String rest = end < 0 ? "" : fullName.substring(end);
    return renames.getOrDefault(first, first) + rest;
  }

  /// The commands, without subcommands, in the order of their declaration.
  public List<CommandSpec> commands() {
    return commands;
  }

  /// The number of commands and subcommands: ids are below it.
  public int size() {
    return byId.length;
  }

  /// The command or subcommand with an id.
  public CommandSpec byId(int id) {
    return byId[id];
  }

  /// The command with a full name (`get`, `client|kill`, in any case), or null.
  public @Nullable CommandSpec find(String fullName) {
    return byFullName.get(fullName.toLowerCase(Locale.ROOT));
  }

  /// The command that a request calls, a subcommand if its command has any; null if there is none.
  /// Costs no garbage.
  public @Nullable CommandSpec find(Request request) {
    CommandSpec spec = request.count() == 0 ? null : names.find(request, 0);
    if (spec == null || request.count() < 2 || spec.subcommands().isEmpty()) {
      return spec;
    }
    return subcommandNames[spec.id()].find(request, 1);
  }

  /// What to tell a client whose request [#find] did not know.
  public CommandError unknown(Request request) {
    CommandSpec container = names.find(request, 0);
    if (container != null) {
      return new CommandError(
          ErrorText.UNKNOWN_SUBCOMMAND,
          shown(request, 1, NAME_SHOWN),
          container.name().toUpperCase(Locale.ROOT));
    }
    StringBuilder arguments = new StringBuilder();
    for (int word = 1; word < request.count() && arguments.length() < NAME_SHOWN; word++) {
      String argument = shown(request, word, NAME_SHOWN - arguments.length());
      arguments.append('\'').append(argument).append("' ");
    }
    return new CommandError(
        ErrorText.UNKNOWN_COMMAND, shown(request, 0, NAME_SHOWN), arguments.toString());
  }

  /// The beginning of a word, up to a zero byte.
  private static String shown(Request request, int word, int limit) {
    Bytes bytes = request.word(word);
    int to = 0;
    while (to < Math.min(limit, bytes.length()) && bytes.at(to) != 0) {
      to++;
    }
    return new String(bytes.array(), 0, to, StandardCharsets.ISO_8859_1);
  }
}
