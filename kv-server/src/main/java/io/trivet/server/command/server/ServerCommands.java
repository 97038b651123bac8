package io.trivet.server.command.server;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands about the server, in the order of the documentation.
public final class ServerCommands {

  private ServerCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(Command.SPEC);
  }
}
