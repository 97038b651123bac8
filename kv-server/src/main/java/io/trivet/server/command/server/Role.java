package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.AclCategory;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.GroupMember;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// ROLE: what the server is in its group. REPLICAOF: who belongs to a group is configuration.
final class Role {
  private static final int LAST_PORT = 65_535;
  private static final BytesArg HOST = bytes("host");
  private static final BytesArg PORT = bytes("port");
  private static final BytesArg OLD_HOST = bytes("host");
  private static final BytesArg OLD_PORT = bytes("port");

  static final CommandSpec ROLE =
      CommandSpec.named("ROLE")
          .since("2.8.12")
          .group(CommandGroup.SERVER)
          .summary("Tells the server's role in replication.")
          .complexity("O(1)")
          .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
          .handler(Role::role);

  static final CommandSpec REPLICAOF =
      follower("REPLICAOF", "5.0.0")
          .arguments(HOST, PORT)
          .handler((Call call, ServerAccess server) -> follow(call.get(HOST), call.get(PORT)));

  static final CommandSpec SLAVEOF =
      follower("SLAVEOF", "1.0.0")
          .deprecated("5.0.0", "`REPLICAOF`")
          .arguments(OLD_HOST, OLD_PORT)
          .handler(
              (Call call, ServerAccess server) -> follow(call.get(OLD_HOST), call.get(OLD_PORT)));

  private Role() {}

  private static CommandSpec.Builder follower(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(CommandGroup.SERVER)
        .summary("Makes the server follow another one; only NO ONE is served.")
        .complexity("O(1)")
        .flags(
            CommandFlag.NO_ASYNC_LOADING,
            CommandFlag.ADMIN,
            CommandFlag.NOSCRIPT,
            CommandFlag.STALE);
  }

  /// Replies with the role and what belongs to it: of the primary the end of its log and the
  /// standbys that get it, of a standby its primary, of the voter the group.
  private static Reply role(Call call, ServerAccess server) {
    GroupFacts group = server.group().facts();
    if (group == null) {
      return primary(server.storage().appendedSequence(), List.of());
    }
    return switch (group.role()) {
      case PRIMARY -> primary(group.log().appended(), followers(group));
      case STANDBY -> standby(group);
      case VOTER ->
          Reply.array(
              Reply.bulk(RoleWords.role(group.role())),
              Reply.array(Reply.bulk(group.settings().groupId())));
    };
  }

  private static Reply primary(long end, List<Reply> followers) {
    return Reply.array(
        Reply.bulk(RoleWords.role(GroupFacts.Role.PRIMARY)),
        Reply.integer(end),
        Reply.array(followers));
  }

  private static List<Reply> followers(GroupFacts group) {
    List<Reply> followers = new ArrayList<>();
    for (GroupFacts.Standby standby : group.standbys()) {
      GroupMember member = group.settings().member(standby.id());
      if (member != null && standby.state() == GroupFacts.StandbyState.ONLINE) {
        followers.add(
            Reply.array(
                Reply.bulk(member.client().host()),
                Reply.bulk(Integer.toString(member.client().port())),
                Reply.bulk(Long.toString(standby.written()))));
      }
    }
    return followers;
  }

  private static Reply standby(GroupFacts group) {
    GroupMember primary = group.primaryMember();
    boolean isConnected = group.link().state() == GroupFacts.LinkState.CONNECTED;
    return Reply.array(
        Reply.bulk(RoleWords.role(group.role())),
        Reply.bulk(primary == null ? "" : primary.client().host()),
        Reply.integer(primary == null ? 0 : primary.client().port()),
        Reply.bulk(RoleWords.link(group.link().state())),
        Reply.integer(isConnected ? group.log().appended() : -1));
  }

  private static Reply follow(Bytes host, Bytes port) {
    if (host.toString().equalsIgnoreCase("no") && port.toString().equalsIgnoreCase("one")) {
      return Reply.OK;
    }
    boolean isNumber = Int64Text.isInt64(port.array(), 0, port.length());
    long number = isNumber ? Int64Text.parse(port.array(), 0, port.length()) : -1;
    if (number < 0 || number > LAST_PORT) {
      throw new CommandError(ErrorText.REPLICATION_PORT);
    }
    throw new CommandError(ErrorText.REPLICATION_NOT_SERVED);
  }
}
