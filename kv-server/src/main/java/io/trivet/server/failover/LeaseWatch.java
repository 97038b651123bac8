package io.trivet.server.failover;

import io.trivet.raft.agent.Lease;
import io.trivet.server.commit.CommitWatermark;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Looks after a primary's lease and its event loops: held answers leave when the lease is back,
/// commands are refused instead of held when it has been gone for long, and loops that do not come
/// round count as illness (I26).
///
/// Threads: the group's.
final class LeaseWatch {

  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /// For which commands are held without a lease.
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

  private final GroupThread group;
  private final Lease lease;
  private final BooleanSupplier isServing;
  private final RoleState roles;
  private final CommitWatermark watermark;
  private final GroupClients clients;
  private final DataPathHealth health;
  private long leasedNs;
  private boolean wasLeased;
  private volatile boolean isRoundOpen;

  LeaseWatch(
      GroupThread group,
      Lease lease,
      BooleanSupplier isServing,
      RoleState roles,
      CommitWatermark watermark,
      GroupClients clients,
      DataPathHealth health) {
    this.group = group;
    this.lease = lease;
    this.isServing = isServing;
    this.roles = roles;
    this.watermark = watermark;
    this.clients = clients;
    this.health = health;
  }

  void start() {
    look();
  }

  private void look() {
    long nowNs = group.nowNs();
    boolean isLeased = lease.isValidAt(nowNs);
    if (isLeased) {
      leasedNs = nowNs;
    }
    roles.primary(isServing.getAsBoolean(), nowNs - leasedNs < PATIENCE_NS);
    if (isLeased && !wasLeased) {
      watermark.permitted();
    }
    wasLeased = isLeased;
    passLoops();
    group.after(LOOK_NS, this::look);
  }

  private void passLoops() {
    if (!isRoundOpen) {
      isRoundOpen = true;
      var _ =
          clients
              .passLoops()
              .thenRun(() -> {
                health.beat(group.nowNs());
                isRoundOpen = false;
              });
    }
  }
}
