package io.trivet.raft.agent;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.agent.SimDisk.SimRecord;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.JoinRule.Fenced;
import io.trivet.raft.group.JoinRule.FollowFrom;
import io.trivet.raft.group.JoinRule.Join;
import io.trivet.raft.group.JoinRule.NotKnownYet;
import io.trivet.raft.group.JoinRule.TakeImage;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Loss;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One run of a server: its agent, and in a few lines what the storage, the link and the clients'
/// side do around it.
final class SimProcess implements AgentScheduler, LocalReplica, AgentListener {
  final SimNode node;
  final Member member;
  private final SimGroup group;
  private final SimWorld world;
  private final GroupAgent agent;
  private final ArrayDeque<Runnable> agentTasks = new ArrayDeque<>();
  private final List<Answer> held = new ArrayList<>();
  private long diskFreeNs;
  private boolean isSyncing;

  // As primary.
  private int begunEpoch;
  private int reignEpoch;
  private int tailSequence;
  private boolean isServing;
  private boolean isIntakeStopped;
  private @Nullable SimSession feed;

  // As standby.
  private boolean isDetached = true;
  private int followedEpoch;
  private int connection;
  private @Nullable SimSession session;

  SimProcess(SimGroup group, SimNode node) {
    this.group = group;
    this.world = group.world;
    this.node = node;
    this.member = node.member();
    this.agent =
        new GroupAgent(
            group.settings(),
            member,
            group.quorum.port(this::later, node.index),
            this,
            this,
            this,
            new Random(world.random.nextLong()));
  }

  void start() {
    agent.start();
    beat();
    syncOften();
  }

  GroupAgent agent() {
    return agent;
  }

  int reignEpoch() {
    return reignEpoch;
  }

  /// The newest epoch that this process has begun.
  int begunEpoch() {
    return begunEpoch;
  }

  boolean isServing() {
    return isServing;
  }

  boolean isRunning() {
    return node.process() == this;
  }

  /// Runs a task of this process after a true delay; a paused process runs it when it goes on, a
  /// dead one never.
  void later(long delayNs, Runnable task) {
    world.after(
        delayNs,
        () -> {
          if (!isRunning()) {
            return;
          }
          if (world.nowNs() < node.pausedUntilNs) {
            later(node.pausedUntilNs - world.nowNs(), task);
          } else {
            task.run();
          }
        });
  }

  // The agent's thread and clock.

  @Override
  public long nowNs() {
    return node.clockNs();
  }

  @Override
  public void execute(Runnable task) {
    agentTasks.add(task);
    later(world.delayNs(MS / 20, 10 * MS), this::runAgent);
  }

  @Override
  public void after(long delayNs, Runnable task) {
    later((long) (delayNs / node.clockRate()), () -> execute(task));
  }

  private void runAgent() {
    Runnable task = agentTasks.poll();
    if (task != null) {
      task.run();
    }
  }

  // The copy.

  @Override
  public Lineage lineage() {
    return node.disk.lineage();
  }

  @Override
  public long writtenSequence() {
    return node.disk.size();
  }

  @Override
  public long durableSequence() {
    return node.disk.synced;
  }

  @Override
  public long appliedSequence() {
    return node.disk.size();
  }

  @Override
  public boolean isHealthyAt(long nowNs) {
    return world.nowNs() >= node.stalledUntilNs;
  }

  @Override
  public EpochFence fence() {
    return node.disk.fence;
  }

  @Override
  public void saveFence(EpochFence fence, Runnable done) {
    if (group.plant == Plant.FENCE_IS_NOT_DURABLE) {
      execute(done);
      return;
    }
    onDisk(() -> {
      node.disk.fence = fence;
      execute(done);
    });
  }

  @Override
  public void detach(Runnable done) {
    isDetached = true;
    if (group.plant != Plant.STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION) {
      session = null;
    }
    execute(done);
  }

  @Override
  public void sync(Runnable done) {
    int size = node.disk.size();
    onDisk(() -> {
      synced(size);
      execute(done);
    });
  }

  @Override
  public void beginEpoch(int epoch, Runnable done) {
    begunEpoch = epoch;
    tailSequence = node.disk.size();
    onDisk(() -> execute(done));
  }

  /// The disk does one thing after the other.
  private void onDisk(Runnable task) {
    long startNs = Math.max(Math.max(world.nowNs(), diskFreeNs), node.stalledUntilNs);
    diskFreeNs = startNs + world.delayNs(2 * MS, 50 * MS);
    later(diskFreeNs - world.nowNs(), task);
  }

  private void synced(int size) {
    node.disk.synced(size);
    own();
    acknowledge();
  }

  private void syncOften() {
    later(
        200 * MS,
        () -> {
          syncBehind();
          syncOften();
        });
  }

  private void syncBehind() {
    if (!isSyncing && node.disk.synced < node.disk.size()) {
      isSyncing = true;
      int size = node.disk.size();
      onDisk(() -> {
        isSyncing = false;
        synced(size);
        written();
      });
    }
  }

  private void written() {
    if (group.policy.ackLevel() == AckLevel.SYNCED) {
      syncBehind();
    }
  }

  // As primary.

  @Override
  public void appointed(GroupConfig config) {
    reignEpoch = config.epoch();
    feed = null;
    group.observer.appointed(this, reignEpoch);
  }

  @Override
  public void serving(int epoch) {
    group.observer.serving(this, tailSequence);
    isServing = true;
    isIntakeStopped = false;
  }

  @Override
  public void mayAnswer(int epoch) {
    later(MS / 50, this::release);
  }

  @Override
  public void ended(int epoch) {
    reignEpoch = 0;
    isServing = false;
    held.clear();
    feed = null;
  }

  @Override
  public void config(GroupConfig config) {}

  @Override
  public void committed(long sequence) {
    group.observer.committed(this, (int) sequence);
    node.stored = Math.max(node.stored, (int) Math.min(sequence, node.disk.synced));
    later(MS / 50, this::release);
  }

  /// A client writes; replies that wait are looked at.
  void write() {
    if (isServing && !isIntakeStopped && agent.commitPoint().takesWrites()) {
      SimRecord appended = new SimRecord(reignEpoch, group.nextNumber());
      node.disk.append(appended);
      group.observer.appended(appended, node.disk.size());
      long asked = group.isConfirming ? agent.confirmations().ask() : 0;
      held.add(new Answer(node.disk.size(), asked, group.observer.acknowledged()));
      own();
      written();
      feed();
    }
    release();
  }

  private void own() {
    if (reignEpoch != 0) {
      agent.commitPoint().own(node.disk.size(), node.disk.synced);
    }
  }

  private void release() {
    while (isServing
        && !held.isEmpty()
        && held.getFirst().sequence() <= agent.commitPoint().committedSequence()
        && mayLeave(held.getFirst().asked())) {
      Answer answer = held.removeFirst();
      int known = group.isConfirming ? answer.known() : group.observer.acknowledged();
      group.observer.answered(this, answer.sequence(), known);
    }
  }

  private boolean mayLeave(long asked) {
    return asked == 0 ? agent.lease().permitsAt(nowNs()) : agent.confirmations().isConfirmed(asked);
  }

  /// A planned hand-over: stops its intake, waits for the standby, tells the agent.
  void handOver() {
    if (isServing && !isIntakeStopped) {
      isIntakeStopped = true;
      awaitStandby(20);
    }
  }

  /// An operator looks at what would be lost, and forces this node to be primary.
  void force() {
    GroupConfig config = agent.status().config();
    Loss loss = Loss.of(config, lineage());
    group.observer.reported(node, loss);
    agent.force(config.epoch(), loss.end().sequence(), outcome -> {});
  }

  private void awaitStandby(int looksLeft) {
    SimSession current = feed;
    boolean isReady = current != null && current.ackedSequence == node.disk.size();
    if (isReady && isServing) {
      agent.handOver(
          group.peerOf(node).id,
          result -> {
            if (result == HandOver.REFUSED) {
              isIntakeStopped = false;
            }
          });
    } else if (looksLeft == 0) {
      isIntakeStopped = false;
    } else {
      later(10 * MS, () -> awaitStandby(looksLeft - 1));
    }
  }

  private void beat() {
    later(
        50 * MS,
        () -> {
          SimSession current = feed;
          if (current != null && agent.beaconsAt(nowNs())) {
            current.toStandby(standby -> standby.heard(current, List.of(), 0));
          }
          beat();
        });
  }

  void hello(SimProcess standby, int standbyConnection) {
    int epoch = reignEpoch;
    Lineage lineage = lineage();
    group.send(
        this, standby, there -> there.greeted(this, standbyConnection, epoch, lineage), () -> {});
  }

  void join(SimSession joined) {
    if (reignEpoch == joined.epoch && joined.fedSequence <= node.disk.size()) {
      feed = joined;
      agent.joined(joined.epoch, joined.standby.member);
      feed();
    }
  }

  void left(SimProcess standby) {
    SimSession current = feed;
    if (current != null && current.standby == standby) {
      feed = null;
      agent.left(current.epoch, standby.member);
    }
  }

  void acknowledged(SimSession by, int written, int durable) {
    by.ackedSequence = Math.max(by.ackedSequence, written);
    agent.commitPoint().heard(by.epoch, by.standby.member, written, durable);
  }

  private void feed() {
    SimSession current = feed;
    if (current != null && current.fedSequence < node.disk.size()) {
      int from = current.fedSequence;
      List<SimRecord> records = List.copyOf(node.disk.log.subList(from, node.disk.size()));
      current.fedSequence = node.disk.size();
      current.toStandby(standby -> standby.heard(current, records, from));
    }
  }

  // As standby.

  @Override
  public void follow(GroupConfig config) {
    isDetached = false;
    followedEpoch = config.epoch();
    connect();
  }

  private void connect() {
    session = null;
    int mine = ++connection;
    SimProcess primary = group.peerOf(node).process();
    if (primary == null) {
      if (group.peerOf(node).isPowered) {
        later(MS, () -> lost(mine));
      }
    } else {
      group.send(this, primary, there -> there.hello(this, mine), () -> lost(mine));
    }
    later(250 * MS, () -> connectAgain(mine));
  }

  private void connectAgain(int mine) {
    SimSession current = session;
    if (mine != connection || isDetached) {
      return;
    }
    if (current == null || world.nowNs() - current.heardNs > 300 * MS) {
      connect();
    } else {
      later(100 * MS, () -> connectAgain(mine));
    }
  }

  /// The connection was reset or refused.
  void lost(int mine) {
    if (mine == connection && !isDetached) {
      agent.lostPrimary(followedEpoch);
      session = null;
      later(
          60 * MS,
          () -> {
            if (mine == connection && !isDetached) {
              connect();
            }
          });
    }
  }

  void reset() {
    lost(connection);
  }

  private void greeted(SimProcess primary, int mine, int epoch, Lineage lineage) {
    if (mine != connection || isDetached) {
      return;
    }
    if (epoch == 0) {
      lost(mine);
      return;
    }
    agent.greeted(
        epoch,
        lineage,
        join -> {
          if (mine == connection && !isDetached) {
            decided(primary, epoch, join);
          }
        });
  }

  private void decided(SimProcess primary, int epoch, Join join) {
    switch (join) {
      case FollowFrom(long sequence) -> cut(primary, epoch, (int) sequence);
      case TakeImage(long sequence) -> {
        if (group.plant == Plant.OLD_COPY_IS_REPAIRED_AFTER_A_FORCE) {
          cut(primary, epoch, (int) sequence);
        } else if (primary.isRunning() && primary.reignEpoch == epoch) {
          node.copy(primary.node);
          follow(primary, epoch);
        }
      }
      case Fenced _, NotKnownYet _ -> {}
    }
  }

  private void cut(SimProcess primary, int epoch, int sequence) {
    group.observer.cutting(node, sequence);
    node.truncate(sequence);
    follow(primary, epoch);
  }

  private void follow(SimProcess primary, int epoch) {
    SimSession begun = new SimSession(group, primary, this, epoch, node.disk.size());
    session = begun;
    begun.toPrimary(there -> there.join(begun));
  }

  void heard(SimSession by, List<SimRecord> records, int from) {
    if (session != by
        || (isDetached && group.plant != Plant.STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION)) {
      return;
    }
    if (!agent.fence().admits(by.epoch)
        && group.plant != Plant.STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION) {
      return;
    }
    by.heardNs = world.nowNs();
    agent.heardFromPrimary(by.epoch);
    if (!records.isEmpty()) {
      SimObserver.check(from == node.disk.size(), "I8: a gap at " + from + " on " + node);
      records.forEach(node.disk::append);
      written();
    }
    acknowledge();
  }

  private void acknowledge() {
    SimSession current = session;
    boolean isAdmitted =
        group.plant == Plant.STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION
            || (current != null && agent.fence().admits(current.epoch));
    if (current != null && isAdmitted) {
      group.observer.acknowledging(this, current.epoch);
      int written = node.disk.size();
      int durable =
          group.plant == Plant.STANDBY_ACKNOWLEDGES_BEFORE_ITS_SYNC ? written : node.disk.synced;
      current.toPrimary(primary -> primary.acknowledged(current, written, durable));
    }
  }

  /// What waits to leave.
  ///
  /// @param asked the round that must confirm it; 0 if the lease counts
  /// @param known what was acknowledged to anybody when it was made
  private record Answer(int sequence, long asked, int known) {}
}
