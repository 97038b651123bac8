package io.trivet.server.failover;

import io.trivet.raft.agent.Confirmations;
import io.trivet.raft.agent.Lease;
import io.trivet.server.commit.ReleasePermit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Lets answers leave or holds them, by the role of this node: a standby's at once; a primary's
/// while it has its lease (I22), or once the quorum has confirmed it since the answer was made
/// (I23); and none while a primary is on its way down, until every client that it may have held an
/// answer for is gone (I27).
///
/// Threads: any asks; the group's thread changes the role.
public final class RoleGate implements ReleasePermit {

  private final LongSupplier monotonicNs;
  private final BooleanSupplier isConfirming;
  private volatile ReleasePermit permit = ALWAYS;

  /// A standby's.
  ///
  /// @param isConfirming whether a primary's answers wait for a confirmation; looked at for each
  public RoleGate(LongSupplier monotonicNs, BooleanSupplier isConfirming) {
    this.monotonicNs = monotonicNs;
    this.isConfirming = isConfirming;
  }

  @Override
  public long ask() {
    return permit.ask();
  }

  @Override
  public boolean isGiven(long asked) {
    return permit.isGiven(asked);
  }

  /// This node is about to serve.
  void lead(Lease lease, Confirmations confirmations) {
    permit = new Primary(lease, confirmations);
  }

  /// It serves no more; what it has answered and not sent must never be.
  void leave() {
    permit = new Leaving();
  }

  /// Nobody is left whom it might have answered as a primary.
  void stand() {
    permit = ALWAYS;
  }

  private final class Primary implements ReleasePermit {
    private final Lease lease;
    private final Confirmations confirmations;

    Primary(Lease lease, Confirmations confirmations) {
      this.lease = lease;
      this.confirmations = confirmations;
    }

    @Override
    public long ask() {
      return isConfirming.getAsBoolean() ? confirmations.ask() : 0;
    }

    @Override
    public boolean isGiven(long asked) {
      return asked == 0
          ? lease.permitsAt(monotonicNs.getAsLong())
          : confirmations.isConfirmed(asked);
    }
  }

  private static final class Leaving implements ReleasePermit {
    @Override
    public long ask() {
      return 0;
    }

    @Override
    public boolean isGiven(long asked) {
      return false;
    }
  }
}
