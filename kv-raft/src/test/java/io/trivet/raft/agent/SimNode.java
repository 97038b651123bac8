package io.trivet.raft.agent;

import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine with a copy: its disk, its clock, and the process on it, if one runs.
final class SimNode {
  final int index;
  final NodeId id;
  SimDisk disk = new SimDisk();

  /// How much of the log the observer has compared with what is committed.
  int verified;

  /// Up to where its checkpoint shows the log.
  int stored;

  long pausedUntilNs;
  long stalledUntilNs;
  boolean isPowered = true;
  private final SimWorld world;
  private final long clockOffsetNs;
  private final double clockRate;
  private int storage = 1;
  private int boot = 1;
  private @Nullable SimProcess process;

  SimNode(SimWorld world, int index, double maxDrift) {
    this.world = world;
    this.index = index;
    this.id = new NodeId(index == 0 ? "a" : "b");
    this.clockOffsetNs = world.random.nextLong() >> 2;
    this.clockRate = 1 + maxDrift * (2 * world.random.nextDouble() - 1);
  }

  long clockNs() {
    return clockOffsetNs + (long) (world.nowNs() * clockRate);
  }

  double clockRate() {
    return clockRate;
  }

  Member member() {
    return new Member(id, new Incarnation(new UUID(index, storage), new UUID(index, boot)));
  }

  @Nullable SimProcess process() {
    return process;
  }

  boolean holdsLease() {
    SimProcess running = process;
    return running != null && running.agent().lease().isValidAt(clockNs());
  }

  void start(SimProcess started) {
    isPowered = true;
    process = started;
  }

  /// The process stands still, if it does not already; a pause is never made longer or shorter, so
  /// that what comes meanwhile keeps its order.
  void pause(long durationNs) {
    if (world.nowNs() >= pausedUntilNs) {
      pausedUntilNs = world.nowNs() + durationNs;
    }
  }

  /// The process dies; what it had written stays.
  void kill() {
    process = null;
    pausedUntilNs = 0;
  }

  /// The machine loses its power, and what was not synced.
  void cutPower() {
    kill();
    isPowered = false;
    boot++;
    truncate(disk.synced + world.random.nextInt(disk.size() - disk.synced + 1));
    disk.synced = disk.size();
  }

  /// The machine comes back with an empty disk.
  void wipe() {
    cutPower();
    storage++;
    disk = new SimDisk();
    verified = 0;
    stored = 0;
  }

  /// Takes an image of another node's data in place of its own; its promises stay.
  void copy(SimNode other) {
    SimDisk image = new SimDisk();
    other.disk.log.subList(0, other.disk.synced).forEach(image::append);
    image.fence = disk.fence;
    image.synced = image.size();
    disk = image;
    verified = 0;
    stored = Math.min(other.stored, image.size());
  }

  void truncate(int size) {
    disk.truncate(size);
    verified = Math.min(verified, size);
  }

  @Override
  public String toString() {
    return "node " + id;
  }
}
