package io.trivet.server.command.connection;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;

/// CLIENT, the container, with what it tells of the calling client: ID and INFO.
final class Client {
  static final CommandSpec ID =
      subcommand("ID", "5.0.0")
          .summary("Tells the number of the connection.")
          .complexity("O(1)")
          .handler(Client::id);

  static final CommandSpec INFO =
      subcommand("INFO", "6.2.0")
          .summary("Tells about the connection.")
          .complexity("O(1)")
          .hints("nondeterministic_output")
          .handler(Client::information);

  static final CommandSpec SPEC =
      CommandSpec.named("CLIENT")
          .since("2.4.0")
          .group(CommandGroup.CONNECTION)
          .summary("Commands about clients.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              ClientTracking.CACHING,
              ClientNaming.GETNAME,
              ClientTracking.GETREDIR,
              Help.of("CLIENT", "5.0.0", CommandGroup.CONNECTION),
              ID,
              INFO,
              ClientKill.SPEC,
              ClientList.SPEC,
              ClientTreatment.NO_EVICT,
              ClientTreatment.NO_TOUCH,
              ClientPauses.PAUSE,
              ClientTreatment.REPLY,
              ClientNaming.SETINFO,
              ClientNaming.SETNAME,
              ClientTracking.TRACKING,
              ClientTracking.TRACKINGINFO,
              ClientUnblock.SPEC,
              ClientPauses.UNPAUSE)
          .container();

  private Client() {}

  /// Begins the declaration of a subcommand of CLIENT.
  static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("CLIENT|" + name)
        .since(since)
        .group(CommandGroup.CONNECTION)
        .categories(AclCategory.CONNECTION)
        .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static Reply id(Call call, SessionAccess session) {
    return Reply.integer(session.id());
  }

  private static Reply information(Call call, SessionAccess session) {
    return new Reply.Verbatim("txt", Bytes.utf8(ClientLine.of(session.facts())));
  }
}
