package io.trivet.raft.agent;

import io.trivet.raft.Member;
import io.trivet.raft.agent.CommitPoint.Standing;
import org.jspecify.annotations.Nullable;

/// Whether a member of the in-sync set still does what it is in it for.
///
/// Threads: the agent's.
final class StandbyWatch {
  private final AgentTimes times;
  private final Member member;
  private final Silence silence;
  private final Silence stall;
  private long count;
  private long heldSequence;

  StandbyWatch(AgentTimes times, Member member, long nowNs) {
    this.times = times;
    this.member = member;
    this.silence = new Silence(AgentTimes.ns(times.restTickMs()), nowNs);
    this.stall = new Silence(AgentTimes.ns(times.restTickMs()), nowNs);
  }

  Member member() {
    return member;
  }

  /// Looks at what is known of its copy; whether it should be taken out: it has not been heard, or
  /// has not moved though it could, for too long; or another incarnation of it has joined.
  boolean isOverdue(@Nullable Standing standing, long nowNs) {
    if (standing != null && !standing.member().equals(member)) {
      return true;
    }
    if (standing != null && standing.count() != count) {
      count = standing.count();
      silence.heard(nowNs);
    }
    if (standing != null
        && (standing.lagSequences() == 0 || standing.heldSequence() > heldSequence)) {
      heldSequence = standing.heldSequence();
      stall.heard(nowNs);
    }
    boolean isSilent = silence.lookNs(nowNs) >= AgentTimes.ns(times.ackTimeoutMs());
    boolean isStalled = stall.lookNs(nowNs) >= AgentTimes.ns(times.stallMs());
    return isSilent || isStalled;
  }
}
