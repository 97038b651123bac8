package io.trivet.it.difference;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The syntax of every command that a server declares, as its COMMAND DOCS tells it.
///
/// @param commands containers are not among them, their subcommands are
record Documentation(List<Syntax> commands) {
  private static final WireReply NOTHING = new WireReply.Leaf('$', "");

  /// A command or subcommand.
  ///
  /// @param names the words that it begins with
  /// @param group the family
  record Syntax(List<String> names, String group, List<Argument> arguments) {
    /// `get`, `client|kill`.
    String name() {
      return String.join("|", names);
    }
  }

  /// Asks a server.
  static Documentation of(Wire wire) throws IOException {
    List<Syntax> commands = new ArrayList<>();
    read(wire.call("COMMAND", "DOCS"), "", commands);
    return new Documentation(List.copyOf(commands));
  }

  /// What a map has under a name; an empty text if nothing.
  static WireReply value(WireReply map, String name) {
    List<WireReply> words = map.children();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      if (words.get(i).text().equals(name)) {
        return words.get(i + 1);
      }
    }
    return NOTHING;
  }

  private static void read(WireReply docs, String group, List<Syntax> commands) {
    List<WireReply> words = docs.children();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      WireReply doc = words.get(i + 1);
      WireReply subcommands = value(doc, "subcommands");
      String ownGroup = group.isEmpty() ? value(doc, "group").text() : group;
      if (subcommands.children().isEmpty()) {
        commands.add(
            new Syntax(
                List.of(words.get(i).text().split("\\|", -1)),
                ownGroup,
                Argument.list(value(doc, "arguments"))));
      } else {
        read(subcommands, ownGroup, commands);
      }
    }
  }
}
