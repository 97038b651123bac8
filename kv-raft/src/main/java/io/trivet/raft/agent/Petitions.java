package io.trivet.raft.agent;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.agent.CommitPoint.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a primary asks of the quorum: to be without a standby that is silent, to count one that has
/// caught up, the policy, the floor (I3, I4, I20).
///
/// One proposal is on its way at a time. After an unknown outcome it is repeated if it is still
/// wanted, and else the floor is proposed as it is: any newer configuration settles the matter. All
/// proposals on one configuration carry the same floor, so that a repeated one makes nothing new.
///
/// Threads: the agent's.
final class Petitions {
  private static final Logger LOG = LoggerFactory.getLogger(Petitions.class);

  /// A standby that lags by less is waited for at once, to admit it: that costs commits no more
  /// than a few round trips.
  private static final long NEAR_BYTES = 64 << 10;

  /// One that lags by less is waited for in the end, if it comes no nearer.
  private static final long FAR_BYTES = 4 << 20;

  private final Surroundings world;
  private final CommitPoint commitPoint;
  private final Consumer<GroupConfig> observed;
  private final Backoff backoff;
  private final List<StandbyWatch> watches = new ArrayList<>();
  private final List<Member> joined = new ArrayList<>();
  private GroupConfig config;
  private @Nullable LogPosition floor;
  private long floorNs;
  private long notBeforeNs;
  private boolean isOpen;
  private boolean isUnsettled;
  private boolean isSyncing;
  private @Nullable Member awaited;
  private long awaitNs;
  private long awaitedLagBytes = NEAR_BYTES;
  private @Nullable WantedPolicy wanted;

  /// What an operator waits for.
  private record WantedPolicy(CommitPolicy policy, Consumer<PolicyOutcome> done) {}

  Petitions(
      Surroundings world,
      CommitPoint commitPoint,
      GroupConfig config,
      Consumer<GroupConfig> observed) {
    AgentTimes times = world.times();
    this.world = world;
    this.commitPoint = commitPoint;
    this.config = config;
    this.observed = observed;
    this.backoff =
        new Backoff(
            world.random(), AgentTimes.ns(times.retryMs()), AgentTimes.ns(times.retryLimitMs()));
    long nowNs = world.scheduler().nowNs();
    this.floorNs = nowNs;
    this.notBeforeNs = nowNs;
    this.awaitNs = nowNs;
    keepWatches(nowNs);
  }

  void observed(GroupConfig newer) {
    long nowNs = world.scheduler().nowNs();
    if (!newer.floor().equals(config.floor())) {
      floorNs = nowNs;
    }
    config = newer;
    floor = null;
    isUnsettled = false;
    notBeforeNs = nowNs;
    backoff.reset();
    keepWatches(nowNs);
    settlePolicy();
  }

  /// A standby is in a session of this epoch.
  void joined(Member standby) {
    left(standby.node());
    joined.add(standby);
    awaitedLagBytes = NEAR_BYTES;
  }

  void left(Member standby) {
    if (joined.contains(standby)) {
      left(standby.node());
    }
  }

  private void left(NodeId node) {
    joined.removeIf(member -> member.node().equals(node));
  }

  /// Proposes what is wanted now and allowed.
  void tick(long nowNs, boolean isServing) {
    Member overdue = overdue(nowNs);
    stopAwaiting(nowNs);
    if (isOpen || nowNs - notBeforeNs < 0) {
      return;
    }
    if (overdue != null) {
      shrink(overdue, isServing);
    } else if (!admit(nowNs, isServing) && !changePolicy(isServing)) {
      raiseFloor(nowNs, isServing);
    }
  }

  /// Gives the epoch up, if that is allowed now.
  ///
  /// @param released told once what became of it, if this returns true
  boolean release(Consumer<Outcome> released) {
    if (isOpen || isUnsettled) {
      return false;
    }
    Proposal release = new Release(config.at(), world.self().node(), floor());
    return propose(release, true, released);
  }

  private @Nullable Member overdue(long nowNs) {
    Member first = null;
    for (StandbyWatch watch : watches) {
      Standing standing = commitPoint.standing(watch.member().node());
      if (watch.isOverdue(standing, nowNs) && first == null) {
        first = watch.member();
      }
    }
    return first;
  }

  /// The last copy has synced all that it is alone with.
  private void shrink(Member standby, boolean isServing) {
    Proposal shrink = new Shrink(config.at(), world.self().node(), standby.node(), floor());
    if (!propose(shrink, isServing) && !isSyncing) {
      isSyncing = true;
      LocalReplica replica = world.replica();
      replica.sync(() -> {
        isSyncing = false;
        commitPoint.own(replica.writtenSequence(), replica.durableSequence());
      });
    }
  }

  private boolean admit(long nowNs, boolean isServing) {
    for (Member member : joined) {
      Standing standing = commitPoint.standing(member.node());
      if (standing != null
          && standing.member().equals(member)
          && world.settings().dataMembers().contains(member.node())
          && !config.inSync().contains(member.node())
          && standing.lagSequences() <= FAR_BYTES
          && standing.heldSequence() >= config.floor().sequence()) {
        Proposal admit = new Admit(config.at(), world.self().node(), member, floor());
        if (propose(admit, isServing)) {
          return true;
        }
        startAwaiting(standing, nowNs);
      }
    }
    return false;
  }

  /// Under load a standby is always a little behind what is committed without it. Commits wait for
  /// it for a moment; then it is not. How much it may lack for that grows while it comes no nearer.
  private void startAwaiting(Standing standing, long nowNs) {
    if (awaited != null || nowNs - awaitNs < 0) {
      return;
    }
    long retryNs = AgentTimes.ns(world.times().retryMs());
    awaitNs = nowNs + retryNs;
    if (standing.lagSequences() <= awaitedLagBytes) {
      awaited = standing.member();
      commitPoint.await(awaited);
    } else {
      awaitedLagBytes = Math.min(2 * awaitedLagBytes, FAR_BYTES);
    }
  }

  private void stopAwaiting(long nowNs) {
    Member member = awaited;
    if (member != null
        && (nowNs - awaitNs >= 0
            || !joined.contains(member)
            || config.inSync().contains(member.node()))) {
      awaited = null;
      awaitNs = nowNs + 10 * AgentTimes.ns(world.times().retryMs());
      commitPoint.await(null);
    }
  }

  /// Has another policy proposed, as soon as all that is committed satisfies it. Commits wait for
  /// that.
  ///
  /// @param done told once
  void changePolicy(CommitPolicy policy, Consumer<PolicyOutcome> done) {
    answerPolicy(PolicyOutcome.REPLACED);
    wanted = new WantedPolicy(policy, done);
    commitPoint.awaitLevel(policy.ackLevel());
    settlePolicy();
  }

  /// The tenure is over.
  void end() {
    answerPolicy(PolicyOutcome.UNDECIDED);
  }

  private boolean changePolicy(boolean isServing) {
    WantedPolicy asked = wanted;
    return asked != null
        && propose(
            new ChangePolicy(config.at(), world.self().node(), asked.policy(), floor()), isServing);
  }

  private void settlePolicy() {
    WantedPolicy asked = wanted;
    if (asked != null && asked.policy().equals(config.policy())) {
      answerPolicy(PolicyOutcome.COMMITTED);
    }
  }

  private void answerPolicy(PolicyOutcome outcome) {
    WantedPolicy asked = wanted;
    wanted = null;
    if (asked != null) {
      commitPoint.awaitLevel(null);
      asked.done().accept(outcome);
    }
  }

  private void raiseFloor(long nowNs, boolean isServing) {
    boolean isDue = nowNs - floorNs >= AgentTimes.ns(world.times().floorMs());
    if (isUnsettled || (isDue && !floor().equals(config.floor()))) {
      propose(new RaiseFloor(config.at(), world.self().node(), floor()), isServing);
    }
  }

  private boolean propose(Proposal proposal, boolean isServing) {
    return propose(proposal, isServing, outcome -> {});
  }

  private boolean propose(Proposal proposal, boolean isServing, Consumer<Outcome> told) {
    if (!commitPoint.propose(proposal, isServing)) {
      return false;
    }
    LOG.info("proposes {}", proposal);
    isOpen = true;
    floor = floorOf(proposal);
    world
        .quorum()
        .propose(proposal, outcome -> world.scheduler().execute(() -> decided(outcome, told)));
    return true;
  }

  private void decided(Outcome outcome, Consumer<Outcome> told) {
    isOpen = false;
    isUnsettled = outcome instanceof Outcome.Unknown;
    notBeforeNs = world.scheduler().nowNs() + backoff.nextNs();
    switch (outcome) {
      case Outcome.Committed(GroupConfig next) -> observed.accept(next);
      case Outcome.Rejected(GroupConfig current, _) -> observed.accept(current);
      case Outcome.Unknown() -> LOG.info("outcome unknown on={}", config.at());
    }
    told.accept(outcome);
  }

  private LogPosition floor() {
    LogPosition fixed = floor;
    if (fixed != null) {
      return fixed;
    }
    long sequence = commitPoint.floorSequence();
    LogPosition committed = new LogPosition(world.replica().lineage().epochOf(sequence), sequence);
    return committed.compareTo(config.floor()) > 0 ? committed : config.floor();
  }

  private static LogPosition floorOf(Proposal proposal) {
    return switch (proposal) {
      case Shrink shrink -> shrink.floor();
      case Admit admit -> admit.floor();
      case Release release -> release.floor();
      case ChangePolicy change -> change.floor();
      case RaiseFloor raise -> raise.floor();
      case Proposal.Appoint _, Proposal.Found _, Proposal.Force _ ->
          throw new IllegalStateException("invariant broken: a primary proposes " + proposal);
    };
  }

  private void keepWatches(long nowNs) {
    watches.removeIf(watch -> !watch.member().equals(config.inSync().find(watch.member().node())));
    for (Member member : config.inSync().members()) {
      boolean isWatched = watches.stream().anyMatch(watch -> watch.member().equals(member));
      if (!isWatched && !member.node().equals(world.self().node())) {
        watches.add(new StandbyWatch(world.times(), member, nowNs));
      }
    }
  }
}
