package io.trivet.server;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.bitmap.BitmapCommands;
import io.trivet.server.command.connection.ConnectionCommands;
import io.trivet.server.command.generic.GenericCommands;
import io.trivet.server.command.hash.HashCommands;
import io.trivet.server.command.list.ListCommands;
import io.trivet.server.command.pubsub.PubSubCommands;
import io.trivet.server.command.sentinel.SentinelCommands;
import io.trivet.server.command.server.ServerCommands;
import io.trivet.server.command.set.SetCommands;
import io.trivet.server.command.string.StringCommands;
import io.trivet.server.command.transaction.TransactionCommands;
import io.trivet.server.command.zset.ZSetCommands;
import java.util.List;
import java.util.stream.Stream;

/// The commands of the server, family by family: the only place that knows every family.
public final class AllCommands {

  private AllCommands() {}

  /// The declarations, in the order of the families.
  public static List<CommandSpec> declared() {
    return Stream.of(
            BitmapCommands.all(),
            ConnectionCommands.all(),
            GenericCommands.all(),
            HashCommands.all(),
            ListCommands.all(),
            PubSubCommands.all(),
            SentinelCommands.all(),
            ServerCommands.all(),
            SetCommands.all(),
            StringCommands.all(),
            TransactionCommands.all(),
            ZSetCommands.all())
        .flatMap(List::stream)
        .toList();
  }
}
