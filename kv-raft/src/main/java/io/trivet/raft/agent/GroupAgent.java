package io.trivet.raft.agent;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.agent.AgentStatus.Role;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.JoinRule;
import io.trivet.raft.group.JoinRule.Fenced;
import io.trivet.raft.group.JoinRule.FollowFrom;
import io.trivet.raft.group.JoinRule.Join;
import io.trivet.raft.group.JoinRule.NotKnownYet;
import io.trivet.raft.group.JoinRule.TakeImage;
import io.trivet.raft.group.Lineage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The brain of one data node: whom it follows, when it asks to be primary, what it does as one.
///
/// It starts with a linearizable read and does nothing before that is confirmed: nothing is
/// acknowledged, led or asked for. From then on the newest committed configuration it has seen says
/// what it is: the primary that this process was appointed as ([Reign]); a follower of another; or
/// one that waits, and may stand ([Candidacy]). A voter has no agent.
///
/// Threads: all methods may be called from any thread and do not block. The work is done on the
/// scheduler's thread, where answers and the listener's calls come too. A broken invariant is
/// thrown there: the node must stop.
public final class GroupAgent {
  private final Surroundings world;
  private final Promises promises;
  private final Candidacy candidacy;
  private final CommitPoint commitPoint;
  private final Lease lease = new Lease(() -> onThread(this::leaseMissed));
  private final Confirmations confirmations;
  private @Nullable Reign reign;
  private boolean isStarted;
  private boolean isClosed;
  private volatile int followedEpoch;
  private volatile boolean isPrimaryHeard;
  private long seenSequence;
  private volatile long beaconUntilNs;
  private volatile boolean isReigning;
  private volatile AgentStatus status;

  /// An agent that is not started yet.
  ///
  /// @param self this node as it now is
  /// @param random of its delays
  public GroupAgent(
      AgentSettings settings,
      Member self,
      ConfigQuorum quorum,
      LocalReplica replica,
      AgentListener listener,
      AgentScheduler scheduler,
      RandomGenerator random) {
    world = new Surroundings(settings, self, quorum, replica, listener, scheduler, random);
    promises = new Promises(replica.fence());
    candidacy = new Candidacy(world, promises, new CandidacyHost());
    commitPoint = new CommitPoint(listener::committed);
    confirmations =
        new Confirmations(
            quorum,
            scheduler,
            AgentTimes.ns(settings.times().renewMs()),
            this::observed,
            listener::mayAnswer);
    status = new AgentStatus(Role.STARTING, promises.known(), promises.fence(), null);
  }

  /// Watches the quorum, and takes part as soon as it has answered.
  public void start() {
    onThread(() -> {
      world.quorum().watch(config -> onThread(() -> observed(config)));
      read();
      scheduleTick(untilNextTickNs(false));
    });
  }

  /// Ends: a tenure is over, and nothing is begun any more. The promises stay as they are on disk.
  public void close() {
    onThread(() -> {
      endReign();
      followedEpoch = 0;
      isClosed = true;
    });
  }

  /// What is committed by this node as primary.
  public CommitPoint commitPoint() {
    return commitPoint;
  }

  /// Whether this node may answer as primary.
  public Lease lease() {
    return lease;
  }

  /// The same for answers that shall not rest on a clock.
  public Confirmations confirmations() {
    return confirmations;
  }

  /// The newest snapshot.
  public AgentStatus status() {
    return status;
  }

  /// What this node has promised: a standby acknowledges nothing of an epoch that it does not
  /// admit.
  public EpochFence fence() {
    return promises.fence();
  }

  /// Whether this node, as primary, should greet its standbys now: not when its data path is stuck
  /// or when it has been without a lease for long, so that they can stand (I26).
  public boolean beaconsAt(long nowNs) {
    return isReigning && beaconUntilNs - nowNs > 0 && world.replica().isHealthyAt(nowNs);
  }

  /// A standby is in a session of this node's epoch; its acknowledgements go to the [#commitPoint].
  public void joined(int epoch, Member standby) {
    if (commitPoint.joined(epoch, standby)) {
      onReign(epoch, current -> current.joined(standby));
    }
  }

  /// The session of a standby has ended.
  public void left(int epoch, Member standby) {
    onReign(epoch, current -> current.left(standby));
  }

  /// The primary of this epoch, which this node follows, spoke. Costs nothing.
  public void heardFromPrimary(int epoch) {
    if (epoch == followedEpoch) {
      isPrimaryHeard = true;
    }
  }

  /// The connection to the primary of this epoch was reset or refused.
  public void lostPrimary(int epoch) {
    onThread(() -> {
      if (epoch == followedEpoch) {
        listen();
        candidacy.lost();
      }
    });
  }

  /// A primary that this node was told to follow has greeted it. No frame may enter the log
  /// meanwhile.
  ///
  /// @param epoch of that primary
  /// @param primaryLog that primary's log
  /// @param decided told once, when what is promised by it is durable
  public void greeted(int epoch, Lineage primaryLog, Consumer<Join> decided) {
    onThread(() -> meet(epoch, primaryLog, decided));
  }

  /// Gives this node's epoch up in favour of a standby. The caller has stopped its intake, and
  /// waited until the standby had applied the end of the log; it may take intake up again only if
  /// the answer is [HandOver#REFUSED].
  ///
  /// @param done told once
  public void handOver(NodeId to, Consumer<HandOver> done) {
    onThread(() -> {
      Reign current = reign;
      if (current == null) {
        done.accept(HandOver.REFUSED);
      } else {
        current.handOver(to, done);
        if (current.isStopped()) {
          candidacy.promiseAnew();
        }
      }
    });
  }

  /// Has another policy put in force, by this node as primary. While that waits for copies to hold
  /// what is committed as firmly as the new policy asks, commits wait too.
  ///
  /// @param done told once, unless the agent is closed before
  public void changePolicy(CommitPolicy policy, Consumer<PolicyOutcome> done) {
    onThread(() -> {
      Reign current = reign;
      if (current == null || current.isStopped()) {
        done.accept(PolicyOutcome.NOT_PRIMARY);
      } else {
        current.changePolicy(policy, done);
      }
    });
  }

  /// Makes this node primary at an operator's word, although nobody vouches for its copy: what it
  /// lacks is lost. A majority must answer; the epoch and the end of the log must be those that the
  /// operator has seen; and no primary may be heard here.
  ///
  /// @param done told once, unless the agent is closed before
  public void force(int epochSeen, long sequenceSeen, Consumer<ForceOutcome> done) {
    world.quorum().read(reading -> onThread(() -> force(reading, epochSeen, sequenceSeen, done)));
  }

  private void force(
      Reading reading, int epochSeen, long sequenceSeen, Consumer<ForceOutcome> done) {
    if (!(reading instanceof Reading.Confirmed(GroupConfig config)) || !isStarted) {
      done.accept(ForceOutcome.NO_MAJORITY);
      return;
    }
    observed(config);
    if (reign != null && !promises.known().isReleased()) {
      done.accept(ForceOutcome.NEEDS_NO_FORCE);
    } else if (promises.known().epoch() != epochSeen) {
      done.accept(ForceOutcome.CHANGED);
    } else {
      candidacy.force(sequenceSeen, done);
    }
  }

  private void onThread(Runnable task) {
    world
        .scheduler()
        .execute(() -> {
          if (!isClosed) {
            task.run();
            publish();
          }
        });
  }

  private void onReign(int epoch, Consumer<Reign> task) {
    onThread(() -> {
      Reign current = reign;
      if (current != null && current.epoch() == epoch) {
        task.accept(current);
      }
    });
  }

  private void leaseMissed() {
    Reign current = reign;
    if (current != null) {
      current.leaseMissed();
    }
  }

  private void read() {
    world.quorum().read(reading -> onThread(() -> answered(reading)));
  }

  private void answered(Reading reading) {
    if (reading instanceof Reading.Confirmed(GroupConfig config)) {
      promises.observe(config);
      isStarted = true;
      candidacy.promiseAnew();
      settle(promises.known());
    } else {
      long delayNs = AgentTimes.ns(world.times().retryMs());
      world.scheduler().after(delayNs, () -> onThread(this::read));
    }
  }

  private void scheduleTick(long delayNs) {
    world.scheduler().after(delayNs, () -> onThread(this::tick));
  }

  private long untilNextTickNs(boolean isAtRest) {
    AgentTimes times = world.times();
    Reign current = reign;
    boolean isUrgent = current != null && !current.isServing() && !current.isStopped();
    long tickNs = AgentTimes.ns(times.tickMs());
    return isUrgent ? tickNs / 8 : isAtRest ? AgentTimes.ns(times.restTickMs()) : tickNs;
  }

  private void tick() {
    long nowNs = world.scheduler().nowNs();
    boolean isAtRest = isAtRest(nowNs);
    Reign current = reign;
    if (current != null && !current.isStopped()) {
      current.tick(nowNs);
      if (lease.isValidAt(nowNs)) {
        beaconUntilNs = nowNs + AgentTimes.ns(world.times().beaconMs());
      }
    } else if (isStarted) {
      listen();
      candidacy.tick(nowNs);
    }
    scheduleTick(untilNextTickNs(isAtRest));
  }

  /// As primary: nobody asks. As standby: the primary was heard since the last look, and wrote
  /// nothing.
  private boolean isAtRest(long nowNs) {
    Reign current = reign;
    if (current != null) {
      return current.isAtRest(nowNs);
    }
    long endSequence = world.replica().lineage().endSequence();
    boolean isQuiet = isPrimaryHeard && endSequence == seenSequence;
    seenSequence = endSequence;
    return isQuiet;
  }

  private void listen() {
    if (isPrimaryHeard) {
      isPrimaryHeard = false;
      candidacy.heard();
    }
  }

  private void observed(GroupConfig config) {
    if (promises.observe(config) && isStarted) {
      settle(config);
    }
  }

  /// Does what the newest configuration asks for.
  private void settle(GroupConfig config) {
    act(config);
    publish();
  }

  private void act(GroupConfig config) {
    Reign current = reign;
    if (current != null && config.epoch() > current.epoch()) {
      endReign();
      current = null;
    }
    if (current != null) {
      current.observed(config);
    } else if (candidacy.isAppointed(config)) {
      reign(config, candidacy.appointed());
    } else {
      candidacy.decided(config);
      follow(config);
    }
    world.listener().config(config);
    if (config.isReleased()) {
      candidacy.tick(world.scheduler().nowNs());
    }
  }

  private void reign(GroupConfig config, boolean wasReleased) {
    Reign begun =
        new Reign(world, commitPoint, lease, confirmations, config, wasReleased, this::observed);
    AgentTimes times = world.times();
    beaconUntilNs =
        world.scheduler().nowNs() + times.oldLeaseWaitNs() + AgentTimes.ns(times.beaconMs());
    isReigning = true;
    reign = begun;
    begun.start();
  }

  private void endReign() {
    Reign current = reign;
    if (current != null) {
      isReigning = false;
      reign = null;
      current.end();
    }
  }

  private void follow(GroupConfig config) {
    int epoch = config.epoch();
    if (epoch == 0 || config.isPrimary(world.self().node()) || !promises.fence().admits(epoch)) {
      followedEpoch = 0;
    } else if (followedEpoch != epoch) {
      followedEpoch = epoch;
      isPrimaryHeard = false;
      candidacy.promiseAnew();
      world.listener().follow(config);
    }
  }

  private void meet(int epoch, Lineage primaryLog, Consumer<Join> decided) {
    EpochFence fence = promises.fence();
    boolean isExpected = followedEpoch != 0 && epoch >= followedEpoch;
    if (!isExpected || primaryLog.lastEpoch() > epoch) {
      decided.accept(new Fenced(fence.promisedEpoch()));
      return;
    }
    Join join =
        JoinRule.meet(world.replica().lineage(), fence, promises.known(), epoch, primaryLog);
    if (join instanceof NotKnownYet) {
      decided.accept(join);
      return;
    }
    if (join instanceof FollowFrom || join instanceof TakeImage) {
      candidacy.heard();
      promises.follow(epoch);
    }
    if (promises.fence().equals(fence)) {
      decided.accept(join);
    } else {
      world.replica().saveFence(promises.fence(), () -> decided.accept(stillFenced(epoch, join)));
    }
  }

  private Join stillFenced(int epoch, Join join) {
    EpochFence fence = promises.fence();
    return followedEpoch != 0 && fence.admits(epoch) ? join : new Fenced(fence.promisedEpoch());
  }

  private void publish() {
    status = new AgentStatus(role(), promises.known(), promises.fence(), candidacy.lastVerdict());
  }

  private Role role() {
    Reign current = reign;
    if (current != null) {
      return current.isStopped()
          ? Role.RELEASED
          : current.isServing() ? Role.SERVING : Role.APPOINTED;
    }
    if (!isStarted) {
      return Role.STARTING;
    }
    if (candidacy.isOpen()) {
      return Role.STANDING;
    }
    return followedEpoch != 0 ? Role.FOLLOWING : Role.WAITING;
  }

  /// What the candidacy may do to the agent.
  private final class CandidacyHost implements Candidacy.Host {

    @Override
    public boolean isReigning() {
      return reign != null;
    }

    @Override
    public void standing() {
      endReign();
      followedEpoch = 0;
    }

    @Override
    public void resting() {
      follow(promises.known());
    }

    @Override
    public void observed(GroupConfig config) {
      GroupAgent.this.observed(config);
    }
  }
}
