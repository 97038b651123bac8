package io.trivet.raft.agent;

/// The agent's thread and clock.
public interface AgentScheduler {

  /// Monotonic time; the same clock that judges the lease. Any thread.
  long nowNs();

  /// Runs a task on the agent's thread, in the order of the calls, never within the call. Any
  /// thread.
  void execute(Runnable task);

  /// Runs a task on the agent's thread, not before that time has passed.
  void after(long delayNs, Runnable task);
}
