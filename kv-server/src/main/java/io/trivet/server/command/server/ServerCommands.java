package io.trivet.server.command.server;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands about the server, in the order of the documentation.
public final class ServerCommands {

  private ServerCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        Acl.SPEC,
        ReadMode.ASKING,
        Save.BGREWRITEAOF,
        Save.BGSAVE,
        Cluster.SPEC,
        Command.SPEC,
        ConfigGet.SPEC,
        Debug.SPEC,
        Failover.SPEC,
        Info.SPEC,
        Save.LASTSAVE,
        Latency.SPEC,
        Lolwut.SPEC,
        Memory.SPEC,
        Module.SPEC,
        Monitor.SPEC,
        ReadMode.READONLY,
        ReadMode.READWRITE,
        Role.REPLICAOF,
        Role.ROLE,
        Save.SAVE,
        Shutdown.SPEC,
        Role.SLAVEOF,
        SlowLogGet.SPEC,
        Time.SPEC,
        Verify.SPEC,
        Wait.WAIT,
        Wait.WAITAOF);
  }
}
