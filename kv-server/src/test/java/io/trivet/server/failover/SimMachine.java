package io.trivet.server.failover;

import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.agent.SimWorld;
import io.trivet.server.time.Clock;
import io.trivet.storage.checkpoint.SimStore;
import io.trivet.storage.checkpoint.StorageClock;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine with a copy of the data: disks, a store, clocks, and the process on it, if one runs.
final class SimMachine implements Clock, StorageClock {
  private static final long WALL_MS = 1_700_000_000_000L;

  final int index;
  final NodeId id;
  final SimDisk log;
  SimDisk promises;
  final SimStore store;
  long pausedUntilNs;
  long stalledUntilNs;

  /// Until then nothing is applied: what is to be applied takes its time.
  long appliesFromNs;

  boolean isPowered = true;

  /// What a task that uses the disk usually takes.
  final long diskNs;

  /// Up to where the last process knew the log to be committed.
  long lastCommitMark;

  private final SimWorld world;
  private final long clockOffsetNs;
  private final double clockRate;
  private long wallOffsetMs;
  private long crashAtCall = -1;
  private long errorAtCall = -1;
  private int boot = 1;
  private @Nullable Incarnation incarnation;
  private @Nullable SimServer server;
  private @Nullable SimDisk forgotten;

  SimMachine(SimWorld world, int index) {
    this.world = world;
    this.index = index;
    this.id = new NodeId(index == 0 ? "n1" : "n2");
    this.log = new SimDisk(world.random.split());
    this.promises = new SimDisk(world.random.split());
    this.store = new SimStore(world.random.split());
    this.diskNs = world.between(SimWorld.MS, 16 * SimWorld.MS);
    this.clockOffsetNs = world.random.nextLong() >> 2;
    this.clockRate = 1 + 0.01 * (2 * world.random.nextDouble() - 1);
  }

  @Override
  public long monoNs() {
    return clockOffsetNs + (long) (world.nowNs() * clockRate);
  }

  @Override
  public long monotonicNs() {
    return monoNs();
  }

  @Override
  public long wallMs() {
    return WALL_MS + wallOffsetMs + world.nowNs() / NS_PER_MS;
  }

  /// So much true time passes until this clock has moved by that much.
  long trueNs(long clockNs) {
    return (long) (clockNs / clockRate);
  }

  void jump(long wallMs) {
    wallOffsetMs += wallMs;
  }

  UUID bootId() {
    return new UUID(index, boot);
  }

  /// The copy as it last called itself; null before the first start.
  @Nullable Member member() {
    Incarnation known = incarnation;
    return known == null ? null : new Member(id, new Incarnation(known.storageId(), bootId()));
  }

  @Nullable SimServer server() {
    return server;
  }

  /// A process has begun.
  void started(SimServer begun, Incarnation is) {
    server = begun;
    incarnation = is;
  }

  /// What is promised from now on will be forgotten when the process ends: a bug.
  void forgetPromises() {
    forgotten = promises.copy(world.random.split());
  }

  void powerOn() {
    isPowered = true;
  }

  /// The process stands still, if it does not already; a pause is never made longer or shorter, so
  /// that what comes meanwhile keeps its order.
  void pause(long durationNs) {
    if (world.nowNs() >= pausedUntilNs) {
      pausedUntilNs = world.nowNs() + durationNs;
    }
  }

  /// The process will die in one of the next calls of its log's disk.
  void crashSoon() {
    crashAtCall = log.calls() + world.random.nextInt(40);
    log.failAt(crashAtCall, SimFault.CRASH);
    errorAtCall = -1;
  }

  /// One of the next calls of the log's disk will fail.
  void failSoon() {
    errorAtCall = log.calls() + world.random.nextInt(40);
    log.failAt(errorAtCall, SimFault.EIO);
    crashAtCall = -1;
  }

  /// No call will fail that has not.
  void heal() {
    stalledUntilNs = 0;
    appliesFromNs = 0;
    if (!hasCrashed() && !hasFailed()) {
      crashAtCall = -1;
      errorAtCall = -1;
      log.failAt(-1, SimFault.EIO);
    }
  }

  /// Whether the process died in a call of its disk.
  boolean hasCrashed() {
    return crashAtCall >= 0 && log.calls() > crashAtCall;
  }

  /// Whether a call of its disk failed.
  boolean hasFailed() {
    return errorAtCall >= 0 && log.calls() > errorAtCall;
  }

  /// The process is gone; what it had written stays.
  void killed() {
    gone();
    log.crashProcess();
    promises.crashProcess();
    store.crash(world.random);
  }

  /// The machine is without power, and without what was not synced.
  void powerCut() {
    gone();
    isPowered = false;
    boot++;
    log.losePower(world.random.split());
    promises.losePower(world.random.split());
    store.crash(world.random);
  }

  private void gone() {
    server = null;
    SimDisk older = forgotten;
    if (older != null) {
      promises = older;
    }
    pausedUntilNs = 0;
    crashAtCall = -1;
    errorAtCall = -1;
  }

  @Override
  public String toString() {
    return "machine " + id;
  }
}
