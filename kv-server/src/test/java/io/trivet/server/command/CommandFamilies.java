package io.trivet.server.command;

import io.trivet.server.command.hash.HashCommands;
import io.trivet.server.command.list.ListCommands;
import io.trivet.server.command.set.SetCommands;
import java.util.List;
import java.util.stream.Stream;

/// The families whose commands need nothing but a keyspace: those that the scripts talk to.
final class CommandFamilies {

  private CommandFamilies() {}

  static List<CommandSpec> all() {
    return Stream.of(HashCommands.all(), ListCommands.all(), SetCommands.all())
        .flatMap(List::stream)
        .toList();
  }
}
