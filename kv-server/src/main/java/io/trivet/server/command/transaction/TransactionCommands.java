package io.trivet.server.command.transaction;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands of transactions, in the order of the documentation.
public final class TransactionCommands {

  private TransactionCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(Discard.SPEC, Exec.SPEC, Multi.SPEC, Watch.UNWATCH, Watch.WATCH);
  }
}
