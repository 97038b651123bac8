package io.trivet.server.failover;

import io.trivet.raft.agent.AgentScheduler;
import java.util.concurrent.Executor;

/// The threads of a member that keeps data, or what stands for them.
///
/// @param group on which the node's part in its group is decided
/// @param disk may wait for the disk, and does one thing after the other
/// @param appliers bring the keyspace of a standby up to its log
record MemberThreads(AgentScheduler group, Executor disk, Applying.Workers appliers) {}
