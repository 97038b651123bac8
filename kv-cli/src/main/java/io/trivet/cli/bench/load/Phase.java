package io.trivet.cli.bench.load;

import io.trivet.cli.bench.workload.OperationStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stretch of load on a server.
///
/// @param commandNames names of the commands that the streams write, by number
/// @param streams one for each connection; they go on where the phase before stopped
/// @param maxOperationBytes room that an operation may take
/// @param pipeline operations that a connection has in flight at most; they leave as one batch
/// @param limit when the phase ends
/// @param operationsPerSecond rate of all connections together, or 0: a connection then sends the
///   next batch when the last is answered
/// @param replication the WAIT behind each batch, or null
public record Phase(
    List<String> commandNames,
    List<OperationStream> streams,
    int maxOperationBytes,
    int pipeline,
    Limit limit,
    double operationsPerSecond,
    @Nullable Replication replication) {
  private static final int MAX_BATCH_BYTES = 64 << 20;

  /// Checks the ranges.
  public Phase {
    streams = List.copyOf(streams);
    commandNames = List.copyOf(commandNames);
    checkBatch(pipeline, maxOperationBytes);
  }

  /// Checks that a batch is not empty and not so large that a few connections fill the memory.
  ///
  /// @throws IllegalArgumentException if it is
  public static void checkBatch(int pipeline, int maxOperationBytes) {
    if (pipeline < 1 || (long) pipeline * maxOperationBytes > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "a batch must be from 1 operation to "
              + MAX_BATCH_BYTES
              + " bytes, not "
              + pipeline
              + " operations of "
              + maxOperationBytes
              + " bytes");
    }
  }

  /// When a phase ends.
  public sealed interface Limit {}

  /// After a time. What happens in the first `settleMs` is not counted.
  public record ForTime(long settleMs, long countedMs) implements Limit {}

  /// After a number of operations, shared evenly between the connections; all of them count.
  public record ForOperations(long operations) implements Limit {}
}
