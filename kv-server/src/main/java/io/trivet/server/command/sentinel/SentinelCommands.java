package io.trivet.server.command.sentinel;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands of Redis Sentinel.
public final class SentinelCommands {
  private SentinelCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(Sentinel.SPEC);
  }
}
