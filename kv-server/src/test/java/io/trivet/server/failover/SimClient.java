package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.storage.value.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client that has one request under way: appends to lists and reads them, at the node that
/// answered last or at the other.
final class SimClient {
  private static final long PATIENCE_NS = 600 * MS;

  private final SimulatedGroup group;
  private final long paceNs;
  private int node;
  private @Nullable SimRequest request;
  private long sentNs;
  private boolean isStopped;

  SimClient(SimulatedGroup group, long paceNs) {
    this.group = group;
    this.paceNs = paceNs;
    this.node = group.world.random.nextInt(2);
  }

  /// Asks until it is stopped.
  void ask() {
    SimRequest last = request;
    boolean isWaiting =
        last != null && !last.isOver() && group.world.nowNs() - sentNs < PATIENCE_NS;
    if (!isWaiting && !isStopped) {
      if (last != null && (last.isRefused() || !last.isOver())) {
        node = 1 - node;
      }
      send();
    }
    group.world.after(group.world.between(paceNs / 4, paceNs), this::ask);
  }

  void stop() {
    isStopped = true;
  }

  private void send() {
    Bytes key = group.key(group.world.random.nextInt(SimulatedGroup.KEYS));
    boolean isRead = group.world.chance(30);
    SimRequest next =
        new SimRequest(
            key, isRead ? 0 : group.nextNumber(), Set.copyOf(group.watch.acknowledged(key)));
    request = next;
    sentNs = group.world.nowNs();
    SimServer server = group.machine(node).server();
    if (server == null) {
      next.refused();
      return;
    }
    if (!isRead) {
      group.watch.asked(next);
    }
    server.laterOnLoop(group.world.delayNs(MS, 20 * MS), () -> server.execute(next));
  }
}
