package io.trivet.server.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.server.command.TrafficFacts;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Counts connections and bytes, and measures how many commands and bytes come in a second.
///
/// Threads: any.
public final class Traffic implements TrafficFacts {
  /// Rates are taken over as many samples.
  private static final int SAMPLES = 8;

  private static final double NS_PER_SECOND = 1e9;

  private final LongSupplier commands;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder closedForOutput = new LongAdder();
  private final LongAdder closedForInput = new LongAdder();
  private final LongAdder evicted = new LongAdder();

  @GuardedBy("this")
  private final long[] timesNs = new long[SAMPLES];

  @GuardedBy("this")
  private final long[] commandSamples = new long[SAMPLES];

  @GuardedBy("this")
  private final long[] receivedSamples = new long[SAMPLES];

  @GuardedBy("this")
  private final long[] sentSamples = new long[SAMPLES];

  @GuardedBy("this")
  private int samples;

  private volatile Rates rates = new Rates(0, 0, 0);
  private volatile Counted atReset = new Counted(0, 0, 0, 0, 0, 0, 0, 0);

  private record Rates(double commands, double received, double sent) {}

  /// What had been counted at the last reset.
  private record Counted(
      long accepted,
      long refused,
      long commands,
      long received,
      long sent,
      long closedForOutput,
      long closedForInput,
      long evicted) {}

  /// `commands` tells how many commands were executed since the start.
  public Traffic(LongSupplier commands) {
    this.commands = commands;
  }

  /// Counts bytes that came from a client.
  public void received(int bytes) {
    received.add(bytes);
  }

  /// Counts bytes that went to a client.
  public void sent(int bytes) {
    sent.add(bytes);
  }

  void countAccepted() {
    accepted.increment();
  }

  void countRefused() {
    refused.increment();
  }

  void countClosedForOutput() {
    closedForOutput.increment();
  }

  void countClosedForInput() {
    closedForInput.increment();
  }

  void countEvicted() {
    evicted.increment();
  }

  /// Takes the counts of now for the rates; called about once a second.
  ///
  /// @param nowNs on the monotonic clock
  synchronized void sample(long nowNs) {
    long commandsNow = commands.getAsLong();
    long receivedNow = received.sum();
    long sentNow = sent.sum();
    int oldest = samples < SAMPLES ? 0 : samples % SAMPLES;
    long spanNs = samples == 0 ? 0 : nowNs - timesNs[oldest];
    if (spanNs > 0) {
      double seconds = spanNs / NS_PER_SECOND;
      rates =
          new Rates(
              (commandsNow - commandSamples[oldest]) / seconds,
              (receivedNow - receivedSamples[oldest]) / seconds,
              (sentNow - sentSamples[oldest]) / seconds);
    }
    int at = samples % SAMPLES;
    timesNs[at] = nowNs;
    commandSamples[at] = commandsNow;
    receivedSamples[at] = receivedNow;
    sentSamples[at] = sentNow;
    samples++;
  }

  /// Counts from here on, as CONFIG RESETSTAT asks.
  public synchronized void reset() {
    atReset =
        new Counted(
            accepted.sum(),
            refused.sum(),
            commands.getAsLong(),
            received.sum(),
            sent.sum(),
            closedForOutput.sum(),
            closedForInput.sum(),
            evicted.sum());
    samples = 0;
    rates = new Rates(0, 0, 0);
  }

  /// Connections accepted since the start.
  public long connectionsSinceStart() {
    return accepted.sum();
  }

  /// Connections refused since the start.
  public long refusedSinceStart() {
    return refused.sum();
  }

  /// Bytes received since the start.
  public long receivedSinceStart() {
    return received.sum();
  }

  /// Bytes sent since the start.
  public long sentSinceStart() {
    return sent.sum();
  }

  @Override
  public long connectionsAccepted() {
    return accepted.sum() - atReset.accepted();
  }

  @Override
  public long connectionsRefused() {
    return refused.sum() - atReset.refused();
  }

  @Override
  public long commandsExecuted() {
    return commands.getAsLong() - atReset.commands();
  }

  @Override
  public long commandsPerSecond() {
    return Math.round(rates.commands());
  }

  @Override
  public long receivedBytes() {
    return received.sum() - atReset.received();
  }

  @Override
  public long sentBytes() {
    return sent.sum() - atReset.sent();
  }

  @Override
  public double receivedBytesPerSecond() {
    return rates.received();
  }

  @Override
  public double sentBytesPerSecond() {
    return rates.sent();
  }

  @Override
  public long closedForOutput() {
    return closedForOutput.sum() - atReset.closedForOutput();
  }

  @Override
  public long closedForInput() {
    return closedForInput.sum() - atReset.closedForInput();
  }

  @Override
  public long evictedClients() {
    return evicted.sum() - atReset.evicted();
  }
}
