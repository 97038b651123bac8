package io.trivet.server.failover;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.agent.AgentStatus;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.Link;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.LogEnds;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.GroupFacts.Standby;
import io.trivet.server.command.GroupFacts.StandbyState;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.replication.CatchUpProgress;
import io.trivet.server.replication.SessionProgress;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.log.GroupLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a member with data knows of its group, put together when somebody asks.
record MemberFacts(
    GroupSettings settings,
    GroupLog log,
    CommitWatermark watermark,
    GroupAgent agent,
    StandbySessions sessions,
    Following following,
    PlannedFailover failover,
    LongSupplier clockNs)
    implements GroupView.DataFacts {

  private static final long NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  @Override
  public GroupFacts facts(GroupConfig config, @Nullable PrimaryChange lastChange) {
    AgentStatus status = agent.status();
    long nowNs = clockNs.getAsLong();
    return new GroupFacts(
        settings,
        status.isPrimary() ? GroupFacts.Role.PRIMARY : GroupFacts.Role.STANDBY,
        config.epoch(),
        config.primary(),
        status.isPrimary() ? status.role() == AgentStatus.Role.SERVING : following.isConnected(),
        config.inSync().members().stream().map(Member::node).toList(),
        agent.lease().remainingNs(nowNs) / NS_PER_MS,
        new LogEnds(
            log.firstSequence(),
            log.appendedSequence(),
            log.durableSequence(),
            watermark.committedSequence(),
            following.appliedSequence()),
        standbys(),
        status.isPrimary() ? Link.NONE : link(nowNs),
        failover.stage(),
        lastChange);
  }

  private List<Standby> standbys() {
    return sessions.progress().stream().map(MemberFacts::standby).toList();
  }

  private static Standby standby(SessionProgress session) {
    StandbyState state =
        switch (session.state()) {
          case JOINING -> StandbyState.JOINING;
          case IMAGE -> StandbyState.COPYING;
          case CATCH_UP, ONLINE -> StandbyState.ONLINE;
        };
    return new Standby(
        session.member().node(),
        state,
        session.writtenSequence(),
        session.durableSequence(),
        session.appliedSequence(),
        session.ackAgeMs(),
        session.lagMs());
  }

  private Link link(long nowNs) {
    if (following.followedEpoch() == 0) {
      return Link.NONE;
    }
    CatchUpProgress progress = following.progress();
    boolean isUp = following.isConnected();
    LinkState state =
        !isUp ? LinkState.CONNECTING : progress.isImage() ? LinkState.COPYING : LinkState.CONNECTED;
    long copied = progress.isImage() ? progress.bytesDone() : 0;
    long whole = progress.isImage() ? copied + progress.bytesLeft() : 0;
    long downMs = isUp ? 0 : Math.max(1, (nowNs - following.lostNs()) / NS_PER_MS);
    return new Link(state, silenceMs(nowNs), downMs, whole, copied, following.lag(nowNs));
  }

  private long silenceMs(long nowNs) {
    long heardNs = following.heardNs();
    return heardNs == Following.NEVER ? -1 : Math.max(0, (nowNs - heardNs) / NS_PER_MS);
  }
}
