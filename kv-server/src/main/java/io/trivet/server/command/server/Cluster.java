package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Argument;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/// CLUSTER: slots are not spread over several groups, so most of it is refused; see [ClusterView]
/// for what a group tells of itself.
final class Cluster {
  static final CommandSpec SPEC =
      CommandSpec.named("CLUSTER")
          .since("3.0.0")
          .group(CommandGroup.CLUSTER)
          .summary("Commands about a cluster; of these a group answers some.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              changing("ADDSLOTS", "3.0.0", "slot", "..."),
              changing("ADDSLOTSRANGE", "7.0.0", "start-slot", "end-slot", "..."),
              changing("BUMPEPOCH", "3.0.0"),
              administrative("COUNT-FAILURE-REPORTS", "3.0.0", "node-id"),
              plain("COUNTKEYSINSLOT", "3.0.0", "slot"),
              changing("DELSLOTS", "3.0.0", "slot", "..."),
              changing("DELSLOTSRANGE", "7.0.0", "start-slot", "end-slot", "..."),
              changing("FAILOVER", "3.0.0", "..."),
              changing("FLUSHSLOTS", "3.0.0"),
              changing("FORGET", "3.0.0", "node-id"),
              plain("GETKEYSINSLOT", "3.0.0", "slot", "count"),
              loading("HELP", "5.0.0"),
              subcommand("INFO", "3.0.0")
                  .summary("Tells whether the group serves its slots, which are all there are.")
                  .handler(ClusterView::info),
              plain("KEYSLOT", "3.0.0", "key"),
              plain("LINKS", "7.0.0"),
              changing("MEET", "3.0.0", "ip", "port", "..."),
              subcommand("MYID", "3.0.0")
                  .summary("Tells the identity of this member.")
                  .handler(ClusterView::myId),
              plain("MYSHARDID", "7.2.0"),
              plain("NODES", "3.0.0"),
              administrative("REPLICAS", "5.0.0", "node-id"),
              changing("REPLICATE", "3.0.0", "node-id"),
              reset(),
              changing("SAVECONFIG", "3.0.0"),
              changing("SET-CONFIG-EPOCH", "3.0.0", "config-epoch"),
              changing("SETSLOT", "3.0.0", "slot", "subcommand", "..."),
              loading("SHARDS", "7.0.0"),
              administrative("SLAVES", "3.0.0", "node-id"),
              subcommand("SLOTS", "3.0.0")
                  .summary("Tells which members of the group serve the slots.")
                  .flags(CommandFlag.LOADING)
                  .handler(ClusterView::slots))
          .container();

  private Cluster() {}

  private static CommandSpec changing(String name, String since, String... arguments) {
    return subcommand(name, since, arguments)
        .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.ADMIN)
        .handler(Cluster::refuse);
  }

  private static CommandSpec administrative(String name, String since, String... arguments) {
    return subcommand(name, since, arguments).flags(CommandFlag.ADMIN).handler(Cluster::refuse);
  }

  private static CommandSpec reset() {
    return subcommand("RESET", "3.0.0", "...")
        .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT)
        .handler(Cluster::refuse);
  }

  private static CommandSpec loading(String name, String since) {
    return subcommand(name, since).flags(CommandFlag.LOADING).handler(Cluster::refuse);
  }

  private static CommandSpec plain(String name, String since, String... arguments) {
    return subcommand(name, since, arguments).handler(Cluster::refuse);
  }

  /// Begins a declaration; `...` stands for further words.
  private static CommandSpec.Builder subcommand(String name, String since, String... arguments) {
    List<Argument> syntax = new ArrayList<>();
    for (String argument : arguments) {
      syntax.add(
          argument.equals("...") ? repeated("more", bytes("more")).optional() : bytes(argument));
    }
    return CommandSpec.named("CLUSTER|" + name)
        .since(since)
        .group(CommandGroup.CLUSTER)
        .summary("Not served: this server is no cluster.")
        .complexity("O(1)")
        .flags(CommandFlag.STALE)
        .arguments(syntax.toArray(new Argument[0]));
  }

  private static Reply refuse(Call call, ServerAccess server) {
    throw new CommandError(ErrorText.CLUSTER_DISABLED);
  }
}
