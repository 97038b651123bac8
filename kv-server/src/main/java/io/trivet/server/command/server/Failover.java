package io.trivet.server.command.server;

import io.trivet.raft.NodeId;
import io.trivet.server.command.Answer;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.ForceControl;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.GroupMember;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.value.Bytes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// FAILOVER: hands the role of the primary over to a standby. The answer tells that it has begun;
/// what comes of it, INFO replication shows.
///
///     FAILOVER [TO host port [FORCE]] [TIMEOUT milliseconds]
///     FAILOVER ABORT
///
/// On a member that is not primary, FORCE makes that member primary at the price of acknowledged
/// writes, if the group cannot go on by itself. The first form changes nothing and tells what would be
/// lost; the second takes the epoch and the sequence that the first has told, and answers when it is
/// decided.
///
///     FAILOVER FORCE
///     FAILOVER FORCE ACCEPT-LOSS epoch sequence
final class Failover {
  static final CommandSpec SPEC =
      CommandSpec.named("FAILOVER")
          .since("6.2.0")
          .group(CommandGroup.SERVER)
          .summary(
              "Hands the role of the primary over to a standby, without loss unless that is forced.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.STALE)
          .freeWords()
          .deferredHandler(
              (call, session, answer) ->
                  new Failover(call.request()).execute(session.server(), answer),
              (call, session) -> new Failover(call.request()).atOnce(session.server()));

  private final Request request;
  private @Nullable Bytes host;
  private long port;
  private long timeoutMs;
  private boolean isForced;
  private boolean isAbort;
  private int acceptedEpoch = -1;
  private long acceptedSequence;

  private Failover(Request request) {
    this.request = request;
  }

  private @Nullable Reply execute(ServerAccess server, Answer answer) {
    parse();
    if (!isForcedHere(server)) {
      return handOver(server);
    }
    ForceControl control = ForcedFailover.control(server);
    if (acceptedEpoch < 0) {
      return ForcedFailover.report(control.expectedLoss());
    }
    ForcedFailover.force(control, acceptedEpoch, acceptedSequence, answer);
    return null;
  }

  private Reply atOnce(ServerAccess server) {
    parse();
    if (!isForcedHere(server)) {
      return handOver(server);
    }
    if (acceptedEpoch >= 0) {
      throw new CommandError(ErrorText.FORCE_NOT_IN_MULTI);
    }
    return ForcedFailover.report(ForcedFailover.control(server).expectedLoss());
  }

  /// Whether it asks for a failover to this node: a primary has nobody to take over from.
  private boolean isForcedHere(ServerAccess server) {
    GroupFacts group = server.group().facts();
    boolean isPlain = host == null && timeoutMs == 0;
    boolean isHere =
        isForced && isPlain && group != null && group.role() != GroupFacts.Role.PRIMARY;
    if (acceptedEpoch >= 0 && !isHere) {
      throw new CommandError(isPlain ? ErrorText.FORCE_NOT_NEEDED : ErrorText.SYNTAX_ERROR);
    }
    return isHere;
  }

  private Reply handOver(ServerAccess server) {
    GroupFacts group = server.group().facts();
    if (isAbort) {
      if (!server.group().failovers().abort()) {
        throw new CommandError(ErrorText.NO_FAILOVER_RUNNING);
      }
      return Reply.OK;
    }
    if (group == null) {
      throw new CommandError(ErrorText.FAILOVER_NO_REPLICAS);
    }
    check(group);
    NodeId target = target(group, server.group().verifications().report().barred());
    return begin(server.group().failovers(), target);
  }

  private void parse() {
    int count = request.count();
    int at = 1;
    while (at < count) {
      String word = request.word(at).toString().toUpperCase(Locale.ROOT);
      if (word.equals("TIMEOUT") && at + 1 < count && timeoutMs == 0) {
        timeout(at + 1);
        at += 2;
      } else if (word.equals("TO") && at + 2 < count && host == null) {
        host = request.word(at + 1);
        port = number(at + 2);
        at += 3;
      } else if (word.equals("ABORT") && count == 2) {
        isAbort = true;
        at++;
      } else if (word.equals("ACCEPT-LOSS") && isForced && acceptedEpoch < 0 && at + 2 < count) {
        accept(at + 1);
        at += 3;
      } else if (word.equals("FORCE") && !isForced) {
        isForced = true;
        at++;
      } else {
        throw new CommandError(ErrorText.SYNTAX_ERROR);
      }
    }
  }

  private void timeout(int word) {
    timeoutMs = number(word);
    if (timeoutMs <= 0) {
      throw new CommandError(ErrorText.FAILOVER_TIMEOUT);
    }
  }

  private void accept(int word) {
    long epoch = number(word);
    acceptedSequence = number(word + 1);
    if (epoch < 0 || epoch > Integer.MAX_VALUE) {
      throw new CommandError(ErrorText.FORCE_CHANGED);
    }
    acceptedEpoch = (int) epoch;
  }

  private long number(int word) {
    if (!request.isInt64(word)) {
      throw new CommandError(ErrorText.NOT_AN_INTEGER);
    }
    return request.int64(word);
  }

  private void check(GroupFacts group) {
    if (group.failover() != GroupFacts.Failover.NONE) {
      throw new CommandError(ErrorText.FAILOVER_BUSY);
    }
    if (group.role() != GroupFacts.Role.PRIMARY) {
      throw new CommandError(ErrorText.FAILOVER_ON_REPLICA);
    }
    if (group.standbys().isEmpty()) {
      throw new CommandError(ErrorText.FAILOVER_NO_REPLICAS);
    }
    if (isForced && (timeoutMs == 0 || host == null)) {
      throw new CommandError(ErrorText.FAILOVER_FORCE);
    }
  }

  /// The standby that was named; null if none was.
  private @Nullable NodeId target(GroupFacts group, Map<NodeId, SlotDifference> barred) {
    Bytes name = host;
    NodeId id = name == null ? null : named(group, name.toString());
    for (GroupFacts.Standby standby : group.standbys()) {
      SlotDifference difference = barred.get(standby.id());
      if (difference != null && (name == null || standby.id().equals(id))) {
        throw new CommandError(ErrorText.FAILOVER_TARGET_DIFFERS, difference.slot());
      }
    }
    if (name == null) {
      return null;
    }
    Optional<GroupFacts.Standby> standby =
        group.standbys().stream().filter(each -> each.id().equals(id)).findFirst();
    if (id == null || standby.isEmpty()) {
      throw new CommandError(ErrorText.FAILOVER_TARGET);
    }
    if (standby.get().state() != GroupFacts.StandbyState.ONLINE) {
      throw new CommandError(ErrorText.FAILOVER_TARGET_OFFLINE);
    }
    return id;
  }

  private @Nullable NodeId named(GroupFacts group, String name) {
    for (GroupMember member : group.settings().members()) {
      if (member.client().host().equalsIgnoreCase(name) && member.client().port() == port) {
        return member.id();
      }
    }
    return null;
  }

  private Reply begin(FailoverControl control, @Nullable NodeId target) {
    return switch (control.begin(new FailoverControl.Request(target, timeoutMs, isForced))) {
      case BEGUN -> Reply.OK;
      case BUSY -> throw new CommandError(ErrorText.FAILOVER_BUSY);
      case NOT_PRIMARY -> throw new CommandError(ErrorText.FAILOVER_ON_REPLICA);
      case NO_STANDBY -> throw new CommandError(ErrorText.FAILOVER_TARGET_OFFLINE);
    };
  }
}
