package io.trivet.server.failover;

import io.trivet.raft.agent.AgentScheduler;
import io.trivet.raft.agent.Lease;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Looks after a primary's lease and its event loops: commands are refused instead of held when the
/// lease has been gone for long, and loops that do not come round count as illness (I26).
///
/// Threads: the group's.
final class LeaseWatch {

  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  /// For which commands are held without a lease.
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

  private final AgentScheduler group;
  private final Lease lease;
  private final BooleanSupplier isServing;
  private final RoleState roles;
  private final GroupClients clients;
  private final DataPathHealth health;
  private volatile boolean isRoundOpen;

  LeaseWatch(
      AgentScheduler group,
      Lease lease,
      BooleanSupplier isServing,
      RoleState roles,
      GroupClients clients,
      DataPathHealth health) {
    this.group = group;
    this.lease = lease;
    this.isServing = isServing;
    this.roles = roles;
    this.clients = clients;
    this.health = health;
  }

  void start() {
    look();
  }

  private void look() {
    long nowNs = group.nowNs();
    roles.primary(isServing.getAsBoolean(), lease.lapsedNs(nowNs) < PATIENCE_NS);
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
