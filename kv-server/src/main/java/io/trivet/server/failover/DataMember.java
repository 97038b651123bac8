package io.trivet.server.failover;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.agent.AgentScheduler;
import io.trivet.raft.agent.AgentSettings;
import io.trivet.raft.agent.AgentTimes;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NodeAddress;
import io.trivet.server.replication.PrimaryTarget;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A member of a group that keeps data: the agent that decides and the parts that do what it says,
/// wired together.
///
/// Threads: made and closed by one; the log tells of its progress on any.
final class DataMember implements LogListener {

  /// For which a sync, or a round of the event loops, may take before the node counts as ill (I26).
  private static final long ILL_NS = TimeUnit.SECONDS.toNanos(1);

  /// Log that an image may keep on the disk while it is sent.
  private static final long MAX_PINNED_BYTES = 16L << 30;

  private final GroupLog log;
  private final GroupSettings settings;
  private final StandbySessions sessions;
  private final Executor disk;
  private final Following following;
  private final PrimaryRole role;
  private final GroupAgent agent;

  DataMember(
      GroupSettings settings,
      MemberData data,
      MemberFiles files,
      UUID bootId,
      ConfigQuorum quorum,
      MemberThreads threads,
      GroupView view,
      StandbySessions sessions,
      PrimaryWay way,
      NodeSurroundings node) {
    this.settings = settings;
    this.sessions = sessions;
    Storage storage = data.storage();
    log = storage.log();
    disk = threads.disk();
    AgentScheduler group = threads.group();
    LongSupplier clockNs = node.clock()::monoNs;
    Member self = new Member(settings.self().id(), files.incarnation(bootId));
    following =
        new Following(
            storage,
            files,
            self,
            () -> files.isOfNoGroup(storage.log().lastEpoch()),
            data.watermark(),
            threads.appliers(),
            disk,
            clockNs,
            node.restart(),
            node.onFailure());
    DataPathHealth health = new DataPathHealth(log, ILL_NS, clockNs.getAsLong());
    role =
        new PrimaryRole(
            data,
            node.clients(),
            sessions,
            new Images(storage, node.random(), MAX_PINNED_BYTES),
            following,
            disk,
            clockNs,
            this::follow,
            view);
    agent =
        new GroupAgent(
            agentSettings(settings),
            self,
            quorum,
            new StoredReplica(storage, files, following, health, group, disk, node.onFailure()),
            role,
            group,
            node.random());
    role.agent(agent);
    following.connect(agent, way.open(following, following, disk));
    oversee(storage, data, group, view, node, clockNs);
    view.roles().staleness(following::silenceMs);
    LeaseWatch watch =
        new LeaseWatch(group, agent.lease(), role::isServing, view.roles(), node.clients(), health);
    group.execute(watch::start);
  }

  /// What an operator sees and asks for.
  private void oversee(
      Storage storage,
      MemberData data,
      AgentScheduler group,
      GroupView view,
      NodeSurroundings node,
      LongSupplier clockNs) {
    GroupVerification verification =
        new GroupVerification(storage, sessions, role::isServing, clockNs);
    role.verification(verification);
    PlannedFailover failover =
        new PlannedFailover(
            storage,
            agent,
            sessions,
            node.clients(),
            group,
            role::isServing,
            verification::isBarred);
    role.failover(failover);
    view.data(
        new MemberFacts(
            settings, log, data.watermark(), agent, sessions, following, failover, clockNs),
        failover,
        verification,
        new ForcedFailover(log, agent, following, clockNs),
        agent::changePolicy);
  }

  /// Applies what was recovered, and takes part.
  void start() {
    disk.execute(following::startApplying);
    agent.start();
  }

  boolean isServing() {
    return role.isServing();
  }

  @Override
  public void written(long sequence) {
    if (agent.status().isPrimary()) {
      sessions.written(sequence);
      agent.commitPoint().own(sequence, log.durableSequence());
    } else {
      following.logGrew();
    }
  }

  @Override
  public void durable(long sequence) {
    if (agent.status().isPrimary()) {
      agent.commitPoint().own(log.writtenSequence(), sequence);
    } else {
      following.logGrew();
    }
  }

  @Override
  public void roomAvailable() {
    following.roomAvailable();
  }

  /// Ends its part, a tenure first. What is left of it runs on the agent's thread, which the node
  /// closes next, and on the disk's.
  void end() {
    agent.close();
    sessions.end();
    following.stop();
  }

  /// Ends what applies the log; after [#end], when the agent's thread and the disk's have ended.
  void finish() throws InterruptedException {
    following.finishApplying();
  }

  private void follow(GroupConfig config) {
    NodeId primary = Objects.requireNonNull(config.primary(), "primary");
    GroupMember member = settings.member(primary);
    if (member != null) {
      NodeAddress peer = member.peer();
      following.follow(
          new PrimaryTarget(
              primary,
              InetSocketAddress.createUnresolved(peer.host(), peer.port()),
              config.epoch()));
    }
  }

  private static AgentSettings agentSettings(GroupSettings settings) {
    return new AgentSettings(
        settings.dataMembers().stream().map(GroupMember::id).toList(),
        settings.policy(),
        times(settings));
  }

  private static AgentTimes times(GroupSettings settings) {
    AgentTimes usual = AgentTimes.DEFAULT;
    return new AgentTimes(
        settings.leaseMs(),
        Math.max(10, settings.leaseMs() / 4),
        usual.driftPercent(),
        usual.marginMs(),
        settings.promiseMs(),
        Math.min(usual.lostPromiseMs(), settings.promiseMs()),
        settings.promiseMs(),
        3 * settings.promiseMs(),
        usual.firstWaitMs(),
        usual.floorMs(),
        usual.retryMs(),
        usual.retryLimitMs(),
        usual.handOverMs(),
        usual.beaconMs(),
        usual.tickMs(),
        usual.restTickMs());
  }
}
