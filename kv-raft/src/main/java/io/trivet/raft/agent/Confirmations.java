package io.trivet.raft.agent;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Asks the quorum, for answers that shall not rest on a clock, whether this node is still primary
/// (I23).
///
/// Whoever has an answer asks for a round that begins after that moment, and lets the answer leave
/// when a majority has found this node's epoch unreleased in such a round: whoever was appointed
/// instead was appointed later, and has answered nothing before. One round is on its way at a time,
/// for all who ask meanwhile.
///
/// Threads: [#ask] and [#isConfirmed] any, the rest the agent's.
public final class Confirmations {
  private final ConfigQuorum quorum;
  private final AgentScheduler scheduler;
  private final long retryNs;
  private final Consumer<GroupConfig> observed;
  private final IntConsumer onConfirmed;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile long begun;
  private volatile long confirmed;
  private volatile int epoch;

  /// @param retryNs until the next round when none was confirmed
  /// @param observed told of each configuration that a round confirms, before it is acted on
  /// @param onConfirmed told of the epoch that was
  public Confirmations(
      ConfigQuorum quorum,
      AgentScheduler scheduler,
      long retryNs,
      Consumer<GroupConfig> observed,
      IntConsumer onConfirmed) {
    this.quorum = quorum;
    this.scheduler = scheduler;
    this.retryNs = retryNs;
    this.observed = observed;
    this.onConfirmed = onConfirmed;
  }

  /// Asks for a round that begins after this call.
  ///
  /// @return its number, above 0
  public long ask() {
    long round = begun + 1;
    if (wanted.get() < round) {
      wanted.accumulateAndGet(round, Math::max);
    }
    run();
    return round;
  }

  /// Whether this round, or a later one, found this node primary, and it still is as far as it
  /// knows.
  public boolean isConfirmed(long round) {
    return epoch != 0 && confirmed >= round;
  }

  /// This node is primary of an epoch.
  public void begin(int begunEpoch) {
    epoch = begunEpoch;
    if (wanted.get() > confirmed) {
      run();
    }
  }

  /// It answers no more.
  public void end() {
    epoch = 0;
  }

  private void run() {
    if (!isRunning.get() && isRunning.compareAndSet(false, true)) {
      scheduler.execute(this::next);
    }
  }

  private void next() {
    int asking = epoch;
    if (asking == 0 || wanted.get() <= confirmed) {
      isRunning.set(false);
      if (epoch != 0 && wanted.get() > confirmed) {
        run();
      }
      return;
    }
    long round = begun + 1;
    begun = round;
    quorum.read(reading -> scheduler.execute(() -> read(round, asking, reading)));
  }

  private void read(long round, int asking, Reading reading) {
    if (reading instanceof Reading.Confirmed(GroupConfig config)) {
      observed.accept(config);
      if (epoch == asking && config.epoch() == asking && !config.isReleased()) {
        confirmed = round;
        onConfirmed.accept(asking);
      }
      next();
    } else {
      scheduler.after(retryNs, this::next);
    }
  }
}
