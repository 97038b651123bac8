package io.trivet.cli.bench.load;

import io.trivet.cli.bench.workload.OperationStream;
import io.trivet.cli.resp.CommandEncoder;
import org.jspecify.annotations.Nullable;

/// What one connection sends in one phase, and what comes back: writes a batch, counts its replies,
/// records their latencies, and then writes the next. It has at most one batch in flight.
///
/// Invariants: answered <= awaited; while awaited is 0, nothing is in flight.
///
/// Threads: the event loop of the connection. Of sockets it knows nothing.
final class BatchDriver {
  private final OperationStream stream;
  private final LoopRecorder recorder;
  private final @Nullable Arrivals arrivals;
  private final @Nullable Replication replication;
  private final byte[] wait;
  private final int pipeline;
  private final boolean hasOneCommand;
  private final byte[] commands;

  /// Operations that may still be sent.
  private long remaining;

  private long sent;
  private boolean isStopped;

  /// The batch in flight: its operations, their replies with that of WAIT, those already here, when
  /// it left, and the number of its first operation.
  private int operations;

  private int awaited;
  private int answered;
  private long sentNs;
  private long firstOperation;

  BatchDriver(
      Phase phase,
      OperationStream stream,
      long operations,
      @Nullable Arrivals arrivals,
      LoopRecorder recorder) {
    this.stream = stream;
    this.recorder = recorder;
    this.arrivals = arrivals;
    this.replication = phase.replication();
    this.wait = encodeWait(replication);
    this.pipeline = phase.pipeline();
    this.hasOneCommand = phase.commandNames().size() == 1;
    this.commands = new byte[pipeline];
    this.remaining = operations;
  }

  /// Bytes that a batch may take.
  static int maxBatchBytes(Phase phase) {
    return phase.pipeline() * phase.maxOperationBytes() + encodeWait(phase.replication()).length;
  }

  /// Writes the next batch from the beginning of `target` and returns where it ends: 0 if there is
  /// nothing to send, now or ever ([#isFinished]).
  int write(byte[] target, long nowNs) {
    operations = sendable(nowNs);
    if (operations == 0) {
      return 0;
    }
    int end = 0;
    for (int index = 0; index < operations; index++) {
      end = stream.write(target, end);
      commands[index] = (byte) stream.command();
    }
    System.arraycopy(wait, 0, target, end, wait.length);
    firstOperation = sent;
    sent += operations;
    remaining -= operations;
    sentNs = nowNs;
    answered = 0;
    awaited = replication == null ? operations : operations + 1;
    return end + wait.length;
  }

  /// Notes an error in the reply that `replies` more precede than were counted so far.
  void errorAfter(int replies, String message) {
    int index = answered + replies;
    if (index < operations) {
      recorder.error(commands[index], message);
    } else {
      recorder.error(message);
    }
  }

  /// Counts replies that came at `nowNs`, and returns whether they are as many as may come.
  ///
  /// @param nulls how many of them were null
  /// @param lastNumber the last number among them, for the answer of WAIT
  boolean countReplies(int replies, int nulls, long lastNumber, long nowNs) {
    if (replies > awaited - answered) {
      return false;
    }
    recorder.addNulls(nulls);
    int before = answered;
    answered += replies;
    if (replication == null) {
      record(before, answered, nowNs);
    } else if (answered == awaited) {
      if (lastNumber < replication.standbys()) {
        recorder.error("WAIT answered fewer than " + replication.standbys() + " standbys");
      }
      record(0, operations, nowNs);
    }
    if (answered == awaited) {
      awaited = 0;
      answered = 0;
      operations = 0;
    }
    return true;
  }

  /// Whether replies are still to come.
  boolean isInFlight() {
    return awaited > 0;
  }

  /// Whether nothing is in flight and nothing more will be sent.
  boolean isFinished() {
    return awaited == 0 && (isStopped || remaining == 0);
  }

  /// Sends nothing more.
  void stop() {
    isStopped = true;
  }

  /// When the next operation is due; under no fixed rate, at once.
  long nextDueNs(long nowNs) {
    return arrivals == null ? nowNs : arrivals.dueNs(sent);
  }

  /// Operations that are due and were not sent.
  long unsent(long nowNs) {
    return arrivals == null ? 0 : Math.min(remaining, arrivals.dueBy(nowNs) - sent);
  }

  private int sendable(long nowNs) {
    if (isStopped) {
      return 0;
    }
    long due = arrivals == null ? pipeline : arrivals.dueBy(nowNs) - sent;
    return (int) Math.min(Math.min(due, pipeline), remaining);
  }

  /// Records the operations `[from, to)` of the batch.
  private void record(int from, int to, long nowNs) {
    if (arrivals == null && hasOneCommand) {
      recorder.record(0, nowNs - sentNs, to - from, nowNs);
      return;
    }
    for (int index = from; index < to; index++) {
      long sinceNs = arrivals == null ? sentNs : arrivals.dueNs(firstOperation + index);
      recorder.record(commands[index], nowNs - sinceNs, 1, nowNs);
    }
  }

  private static byte[] encodeWait(@Nullable Replication replication) {
    if (replication == null) {
      return new byte[0];
    }
    String standbys = Integer.toString(replication.standbys());
    String timeoutMs = Integer.toString(replication.timeoutMs());
    return new CommandEncoder().command("WAIT", standbys, timeoutMs).toByteArray();
  }
}
