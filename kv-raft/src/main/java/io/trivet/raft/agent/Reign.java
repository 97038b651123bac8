package io.trivet.raft.agent;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome;
import io.trivet.raft.agent.CommitPoint.Standing;
import io.trivet.raft.group.PrimaryTenure;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node as primary of one epoch, from the appointment to its end (I22, I24, I25).
///
/// | state | from | what it does |
/// |---|---|---|
/// | appointed | the configuration | begins the epoch in the log |
/// | begun | the epoch's start is durable | feeds standbys, waits for older leases and for its tail |
/// | serving | both waited for, and a lease of its own | serves |
/// | stopped | a release was proposed | nothing; the successor's appointment ends it |
///
/// Threads: the agent's.
final class Reign {
  private static final Logger LOG = LoggerFactory.getLogger(Reign.class);

  private final Surroundings world;
  private final CommitPoint commitPoint;
  private final Lease lease;
  private final LeaseKeeper keeper;
  private final Confirmations confirmations;
  private final Petitions petitions;
  private final PrimaryTenure begun;
  private final long appointedNs;
  private boolean isBegun;
  private boolean isServing;
  private boolean isStopped;
  private boolean isEnded;

  /// @param wasReleased whether the epoch before was released
  /// @param observed told of each configuration that is learnt on the way
  Reign(
      Surroundings world,
      CommitPoint commitPoint,
      Lease lease,
      Confirmations confirmations,
      GroupConfig appointed,
      boolean wasReleased,
      Consumer<GroupConfig> observed) {
    this.world = world;
    this.commitPoint = commitPoint;
    this.lease = lease;
    this.confirmations = confirmations;
    this.keeper = new LeaseKeeper(world, lease, appointed.epoch(), observed);
    this.petitions = new Petitions(world, commitPoint, appointed, observed);
    this.begun =
        PrimaryTenure.begin(appointed, wasReleased, world.replica().lineage().endSequence());
    this.appointedNs = world.scheduler().nowNs();
  }

  /// Begins the epoch in the log, then tells the server.
  void start() {
    LOG.info("appointed epoch={} tail={} config={}", epoch(), begun.tailSequence(), begun.config());
    keeper.tick(appointedNs);
    confirmations.begin(epoch());
    world.replica().beginEpoch(epoch(), this::begin);
  }

  int epoch() {
    return begun.epoch();
  }

  boolean isServing() {
    return isServing;
  }

  /// Whether it has given its epoch up.
  boolean isStopped() {
    return isStopped;
  }

  /// Whether it serves, and nobody has asked for anything for long.
  boolean isAtRest(long nowNs) {
    return isServing && keeper.isAtRest(nowNs);
  }

  /// A newer configuration of this epoch.
  void observed(GroupConfig config) {
    commitPoint.observing(config);
    petitions.observed(config);
    if (config.isReleased()) {
      stop();
    }
  }

  void tick(long nowNs) {
    keeper.tick(nowNs);
    if (isBegun && !isStopped) {
      serve(nowNs);
      petitions.tick(nowNs, isServing);
    }
  }

  void leaseMissed() {
    keeper.missed();
  }

  void joined(Member standby) {
    petitions.joined(standby);
  }

  void left(Member standby) {
    petitions.left(standby);
  }

  /// Has another policy put in force.
  void changePolicy(CommitPolicy policy, Consumer<PolicyOutcome> done) {
    petitions.changePolicy(policy, done);
  }

  /// Gives the epoch up in favour of a standby that holds everything; its intake is stopped.
  ///
  /// @param done told once
  void handOver(NodeId to, Consumer<HandOver> done) {
    Standing standing = commitPoint.standing(to);
    boolean isReady = isServing && !isStopped && standing != null && standing.lagSequences() == 0;
    if (!isReady) {
      done.accept(HandOver.REFUSED);
      return;
    }
    keeper.stop();
    confirmations.end();
    if (petitions.release(outcome -> done.accept(released(outcome)))) {
      LOG.info("hands over epoch={} to={}", epoch(), to);
      stop();
    } else {
      keeper.resume();
      confirmations.begin(epoch());
      done.accept(HandOver.REFUSED);
    }
  }

  /// The tenure is over, or the process ends.
  void end() {
    LOG.info("tenure ended epoch={}", epoch());
    isEnded = true;
    stop();
    petitions.end();
    commitPoint.end();
    world.listener().ended(epoch());
  }

  private void begin() {
    if (isEnded) {
      return;
    }
    LocalReplica replica = world.replica();
    isBegun = true;
    commitPoint.begin(begun);
    commitPoint.own(replica.writtenSequence(), replica.durableSequence());
    world.listener().appointed(begun.config());
    tick(world.scheduler().nowNs());
  }

  private void serve(long nowNs) {
    boolean haveOldLeasesLapsed = nowNs - appointedNs >= world.times().oldLeaseWaitNs();
    if (!isServing
        && lease.isValidAt(nowNs)
        && world.replica().appliedSequence() >= begun.tailSequence()
        && commitPoint.serves(haveOldLeasesLapsed)) {
      isServing = true;
      LOG.info("serves epoch={}", epoch());
      world.listener().serving(epoch());
    }
  }

  private void stop() {
    keeper.stop();
    confirmations.end();
    isStopped = true;
    isServing = false;
  }

  private static HandOver released(Outcome outcome) {
    return outcome instanceof Outcome.Committed ? HandOver.RELEASED : HandOver.UNDECIDED;
  }
}
