package io.trivet.raft.agent;

/// How long nothing was heard, by a listener that may itself have slept.
///
/// Only time in which it listened counts: of each look it adds what has passed since the last one,
/// but at most twice the planned distance. So a pause of the own process is nobody else's silence.
///
/// Threads: the agent's.
final class Silence {
  private final long limitNs;
  private long lookedNs;
  private long silentNs;

  Silence(long lookEveryNs, long nowNs) {
    this.limitNs = 2 * lookEveryNs;
    this.lookedNs = nowNs;
  }

  /// Something was heard, or the measure begins anew.
  void heard(long nowNs) {
    lookedNs = nowNs;
    silentNs = 0;
  }

  /// Looks, and says for how long nothing was heard.
  long lookNs(long nowNs) {
    silentNs += Math.min(Math.max(0, nowNs - lookedNs), limitNs);
    lookedNs = nowNs;
    return silentNs;
  }
}
