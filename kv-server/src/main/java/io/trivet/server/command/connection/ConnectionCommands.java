package io.trivet.server.command.connection;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands about connections, in the order of the documentation.
public final class ConnectionCommands {

  private ConnectionCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        Auth.SPEC,
        Client.SPEC,
        Echo.SPEC,
        Hello.SPEC,
        Ping.SPEC,
        Quit.SPEC,
        Reset.SPEC,
        Select.SPEC);
  }
}
