package io.trivet.server.failover;

import io.trivet.raft.agent.Lease;
import io.trivet.server.commit.ReleasePermit;
import java.util.function.LongSupplier;

/// Lets answers leave or holds them, by the role of this node: a standby's at once, a primary's
/// while it has its lease (I22), and none while a primary is on its way down, until every client
/// that it may have held an answer for is gone (I27).
///
/// Threads: any asks; the group's thread changes the role.
public final class RoleGate implements ReleasePermit {

  private static final ReleasePermit NEVER = () -> false;

  private final LongSupplier monotonicNs;
  private volatile ReleasePermit permit = ALWAYS;

  /// A standby's.
  public RoleGate(LongSupplier monotonicNs) {
    this.monotonicNs = monotonicNs;
  }

  @Override
  public boolean isGiven() {
    return permit.isGiven();
  }

  /// This node is about to serve.
  void lead(Lease lease) {
    permit = () -> lease.permitsAt(monotonicNs.getAsLong());
  }

  /// It serves no more; what it has answered and not sent must never be.
  void leave() {
    permit = NEVER;
  }

  /// Nobody is left whom it might have answered as a primary.
  void stand() {
    permit = ALWAYS;
  }
}
