package io.trivet.server.command;

import io.trivet.server.command.bitmap.BitmapCommands;
import io.trivet.server.command.generic.GenericCommands;
import io.trivet.server.command.hash.HashCommands;
import io.trivet.server.command.list.ListCommands;
import io.trivet.server.command.set.SetCommands;
import io.trivet.server.command.string.StringCommands;
import io.trivet.server.command.zset.ZSetCommands;
import java.util.List;
import java.util.stream.Stream;

/// The families whose commands need nothing but a keyspace: those that the scripts talk to.
final class CommandFamilies {

  private CommandFamilies() {}

  static List<CommandSpec> all() {
    return Stream.of(
            BitmapCommands.all(),
            GenericCommands.all(),
            HashCommands.all(),
            ListCommands.all(),
            SetCommands.all(),
            StringCommands.all(),
            ZSetCommands.all())
        .flatMap(List::stream)
        .toList();
  }
}
