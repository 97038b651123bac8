package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import java.util.List;

/// The library's options as this project must have them, and the transport of the node.
///
/// Votes and entries are durable before they are told (H8). Reads ask a majority: the library's own
/// leases are unsound (H9). Its administration by RPC is off.
///
/// Threads: set before the node starts, then only read.
final class PeerNodeOptions extends NodeOptions {

  private static final int PRIORITY_GAP = 50;
  private static final int CONNECT_TIMEOUT_MS = 200;
  private static final int RPC_TIMEOUT_MS = 1_000;
  private static final int RPC_THREADS = 6;
  private static final int TIMER_THREADS = 2;
  private static final int QUEUE_ENTRIES = 1_024;
  private static final int HEARTBEATS_PER_TIMEOUT = 2;
  private static final int DELAYS_PER_TIMEOUT = 3;
  private static final int SNAPSHOT_SECONDS = 600;
  private static final int POOL_THREADS = 400;

  private final PeerTransport transport;

  /// @param electionTimeoutMs silence of the leader after which another one is wanted
  PeerNodeOptions(PeerTransport transport, int electionTimeoutMs, int priority) {
    this.transport = transport;
    setElectionTimeoutMs(electionTimeoutMs);
    setElectionPriority(priority);
    setDecayPriorityGap(PRIORITY_GAP);
    setDisableCli(true);
    setSnapshotIntervalSecs(SNAPSHOT_SECONDS);
    setRpcConnectTimeoutMs(CONNECT_TIMEOUT_MS);
    setRpcDefaultTimeout(RPC_TIMEOUT_MS);
    setRpcProcessorThreadPoolSize(RPC_THREADS);
    setSharedElectionTimer(true);
    setSharedVoteTimer(true);
    setSharedStepDownTimer(true);
    setSharedSnapshotTimer(true);
    setSharedTimerPool(true);
    setTimerPoolSize(TIMER_THREADS);
    setRaftOptions(raftOptions(electionTimeoutMs));
  }

  /// Sets how many threads the library has. Its pools refuse work when they are full, and a refused
  /// closure stalls a node. Its timers have one thread each: of several, each event wakes two.
  /// Takes effect only before the library's classes are used.
  static void setThreads() {
    for (String pool : List.of("closure", "rpc.closure", "internal.closure")) {
      setUnlessGiven("jraft." + pool + ".threadpool.size.max", POOL_THREADS);
    }
    for (String timer : List.of("election_timer", "vote_timer", "step_down_timer", "scheduler")) {
      setUnlessGiven("jraft.timer.global_" + timer + "_workers", 1);
    }
  }

  private static void setUnlessGiven(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(value));
    }
  }

  /// To be called when the node has started. Until then the longest delay of an election is the
  /// distance, too, at which the library looks for reads that nobody answered.
  void nodeStarted() {
    getRaftOptions().setMaxElectionDelayMs(getElectionTimeoutMs() / DELAYS_PER_TIMEOUT);
  }

  PeerTransport transport() {
    return transport;
  }

  private static RaftOptions raftOptions(int electionTimeoutMs) {
    RaftOptions raft = new RaftOptions();
    raft.setSync(true);
    raft.setSyncMeta(true);
    raft.setReadOnlyOptions(ReadOnlyOption.ReadOnlySafe);
    raft.setElectionHeartbeatFactor(HEARTBEATS_PER_TIMEOUT);
    raft.setMaxElectionDelayMs(electionTimeoutMs);
    raft.setDisruptorBufferSize(QUEUE_ENTRIES);
    raft.setOpenStatistics(false);
    // With it a connection that ends waits for a worker under a lock that each append needs; and
    // there are a few entries a day.
    raft.setReplicatorPipeline(false);
    return raft;
  }
}
