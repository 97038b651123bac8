package io.trivet.server.command.sentinel;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.pattern;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.Argument;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.Help;
import io.trivet.server.command.HexId;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.GroupMember;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// SENTINEL: where the primary is, and who else belongs to the group. What changes a Sentinel's own
/// configuration is refused: a group's members are in the configuration files.
final class Sentinel {
  private static final BytesArg NAME = bytes("master-name");
  private static final BytesArg PATTERN = pattern("pattern");
  private static final BytesArg NEW_NAME = bytes("name");

  static final CommandSpec SPEC =
      CommandSpec.named("SENTINEL")
          .since("2.8.4")
          .group(CommandGroup.SENTINEL)
          .summary("Commands about the group, as Redis Sentinel answers them.")
          .complexity("Depends on the subcommand.")
          .flags(CommandFlag.ADMIN)
          .subcommands(
              named("CKQUORUM", "Tells whether a failover would find a majority.")
                  .handler((Call call, ServerAccess server) -> checkQuorum(named(call, server))),
              named("FAILOVER", "Has the standby take over from the primary, without loss.")
                  .handler(Sentinel::failover),
              subcommand("FLUSHCONFIG", "Does nothing: the quorum's state is always on disk.")
                  .handler((Call call, ServerAccess server) -> Reply.OK),
              named("GET-MASTER-ADDR-BY-NAME", "Tells host and port of the primary.")
                  .handler(Sentinel::address),
              Help.of("SENTINEL", "6.2.0", CommandGroup.SENTINEL),
              named("MASTER", "Tells about the primary of a group.")
                  .handler((Call call, ServerAccess server) ->
                      SentinelFields.primary(named(call, server), nowMs(server))),
              subcommand("MASTERS", "Tells about the primaries of all groups: of this one.")
                  .handler((Call call, ServerAccess server) ->
                      Reply.array(SentinelFields.primary(group(server), nowMs(server)))),
              subcommand("MONITOR", "Refused: the group's members are configuration.")
                  .arguments(NEW_NAME, bytes("ip"), bytes("port"), bytes("quorum"))
                  .handler(Sentinel::monitor),
              subcommand("MYID", "Tells the identity of this member.")
                  .handler((Call call, ServerAccess server) -> myId(group(server))),
              subcommand("PENDING-SCRIPTS", "Lists the scripts that wait: there are none.")
                  .handler((Call call, ServerAccess server) -> Reply.emptyArray()),
              named("REMOVE", "Refused: the group's members are configuration.")
                  .handler(Sentinel::refuse),
              named("REPLICAS", "Tells about the standbys of a group.").handler(Sentinel::standbys),
              subcommand("RESET", "Counts the groups that match; there is nothing to forget.")
                  .arguments(PATTERN)
                  .handler(Sentinel::reset),
              named("SENTINELS", "Tells about the other members of a group.")
                  .handler(Sentinel::sentinels),
              named(
                      "SET",
                      "Refused: a group's settings are configuration.",
                      repeated("data", bytes("option"), bytes("value")))
                  .handler(Sentinel::refuse),
              named("SLAVES", "Tells about the standbys of a group.").handler(Sentinel::standbys))
          .container();

  private Sentinel() {}

  private static CommandSpec.Builder subcommand(String name, String summary) {
    return CommandSpec.named("SENTINEL|" + name)
        .since("2.8.4")
        .group(CommandGroup.SENTINEL)
        .summary(summary)
        .complexity("O(1)")
        .flags(CommandFlag.ADMIN);
  }

  private static CommandSpec.Builder named(String name, String summary, Argument... more) {
    List<Argument> arguments = new ArrayList<>(List.of(NAME));
    arguments.addAll(List.of(more));
    return subcommand(name, summary).arguments(arguments.toArray(new Argument[0]));
  }

  private static GroupFacts group(ServerAccess server) {
    GroupFacts group = server.group().facts();
    if (group == null) {
      throw new CommandError(ErrorText.SENTINEL_NO_GROUP);
    }
    return group;
  }

  /// The group, if it is the one that is named.
  private static GroupFacts named(Call call, ServerAccess server) {
    GroupFacts group = group(server);
    if (!isNamed(call.get(NAME), group)) {
      throw new CommandError(ErrorText.SENTINEL_NO_MASTER);
    }
    return group;
  }

  private static boolean isNamed(Bytes name, GroupFacts group) {
    return name.equals(Bytes.utf8(group.settings().groupId()));
  }

  private static long nowMs(ServerAccess server) {
    return server.clock().wallMs();
  }

  /// Replies with host and port of the primary, also of one that is down and has no successor yet;
  /// with nothing if there has been none.
  private static Reply address(Call call, ServerAccess server) {
    GroupFacts group = group(server);
    GroupMember primary = group.primaryMember();
    if (primary == null || !isNamed(call.get(NAME), group)) {
      return Reply.absentArray();
    }
    return Reply.array(
        Reply.bulk(primary.client().host()), Reply.bulk(Integer.toString(primary.client().port())));
  }

  private static Reply standbys(Call call, ServerAccess server) {
    GroupFacts group = named(call, server);
    List<GroupMember> members =
        group.settings().dataMembers().stream()
            .filter(member -> !member.id().equals(group.primary()))
            .toList();
    return each(members, server, (member, nowMs) -> SentinelFields.standby(group, member, nowMs));
  }

  private static Reply sentinels(Call call, ServerAccess server) {
    GroupFacts group = named(call, server);
    return each(
        group.settings().others(),
        server,
        (member, nowMs) -> SentinelFields.sentinel(group, member, nowMs));
  }

  private static Reply each(
      List<GroupMember> members, ServerAccess server, BiFunction<GroupMember, Long, Reply> fields) {
    long nowMs = nowMs(server);
    return Reply.array(members.stream().map(member -> fields.apply(member, nowMs)).toList());
  }

  private static Reply myId(GroupFacts group) {
    return Reply.bulk(
        HexId.ofNode(group.settings().groupId(), group.settings().self().id().text()));
  }

  /// A primary that serves has a majority behind it; for a failover a standby must be in sync too.
  private static Reply checkQuorum(GroupFacts group) {
    int usable = group.isPrimaryHeard() ? Math.max(2, group.inSync().size()) : 1;
    if (!group.isPrimaryHeard() || group.inSync().size() < 2) {
      throw new CommandError(ErrorText.SENTINEL_NO_QUORUM, usable);
    }
    return Reply.simple(
        "OK %d usable Sentinels. Quorum and failover authorization can be reached"
            .formatted(usable));
  }

  private static Reply failover(Call call, ServerAccess server) {
    GroupFacts group = named(call, server);
    if (group.failover() != GroupFacts.Failover.NONE) {
      throw new CommandError(ErrorText.FAILOVER_RUNNING);
    }
    return switch (server.group().failovers().beginFromAnywhere()) {
      case BEGUN -> Reply.OK;
      case BUSY -> throw new CommandError(ErrorText.FAILOVER_RUNNING);
      case NOT_PRIMARY, NO_STANDBY -> throw new CommandError(ErrorText.SENTINEL_NO_GOOD_SLAVE);
    };
  }

  private static Reply reset(Call call, ServerAccess server) {
    Bytes name = Bytes.utf8(group(server).settings().groupId());
    return Reply.oneIf(GlobPattern.of(call.get(PATTERN)).matches(name));
  }

  private static Reply monitor(Call call, ServerAccess server) {
    throw new CommandError(
        isNamed(call.get(NEW_NAME), group(server))
            ? ErrorText.SENTINEL_DUPLICATE
            : ErrorText.SENTINEL_FIXED);
  }

  private static Reply refuse(Call call, ServerAccess server) {
    named(call, server);
    throw new CommandError(ErrorText.SENTINEL_FIXED);
  }
}
