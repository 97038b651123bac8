package io.trivet.raft.agent;

/// The agent's delays. All nodes of a group must have the same lease and drift.
///
/// @param leaseMs how long a confirmed read lets the primary answer
/// @param renewMs between two renewals
/// @param driftPercent by which a node's clock may run fast or slow
/// @param marginMs added to the wait for an older lease
/// @param promiseMs silence of the primary after which a standby stands
/// @param lostPromiseMs the same after the connection was reset or refused
/// @param ackTimeoutMs silence of a standby after which it is taken out of the in-sync set
/// @param stallMs the same for one that speaks but holds commits back without any progress
/// @param firstWaitMs how long another than the first data member waits in a group that has never
///   had a primary
/// @param floorMs between two refreshes of the floor
/// @param retryMs before something is tried again whose outcome is unknown; the range of a random
///   delay starts here
/// @param retryLimitMs the longest random delay
/// @param handOverMs how long an old primary waits for its successor after a release
/// @param beaconMs how long a primary without a lease still greets its standbys
/// @param tickMs of the agent's own clockwork
/// @param restTickMs the same while nobody writes
public record AgentTimes(
    int leaseMs,
    int renewMs,
    int driftPercent,
    int marginMs,
    int promiseMs,
    int lostPromiseMs,
    int ackTimeoutMs,
    int stallMs,
    int firstWaitMs,
    int floorMs,
    int retryMs,
    int retryLimitMs,
    int handOverMs,
    int beaconMs,
    int tickMs,
    int restTickMs) {
  /// What is used unless configured.
  public static final AgentTimes DEFAULT =
      new AgentTimes(
          250, 60, 1, 10, 500, 100, 500, 1500, 10_000, 5000, 100, 2000, 1000, 1000, 40, 100);

  /// How long a new primary waits for leases of older epochs (I22): the longest that such a lease
  /// can last by its own clock.
  long oldLeaseWaitNs() {
    return ns(leaseMs) * (100 + 2L * driftPercent) / 100 + ns(marginMs);
  }

  static long ns(int ms) {
    return 1_000_000L * ms;
  }
}
