package io.trivet.server.command;

import io.trivet.raft.NodeId;
import io.trivet.storage.checkpoint.SlotDifference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares the primary's copy with that of its standby, slot by slot, as VERIFY asks for it.
///
/// Threads: any. Nothing waits: what comes of it, [#report] tells.
public interface VerifyControl {

  /// Of a node that has no standby, ever.
  VerifyControl ABSENT =
      new VerifyControl() {
        @Override
        public Answer begin(int firstSlot, int lastSlot) {
          return Answer.NO_STANDBY;
        }

        @Override
        public Report report() {
          return Report.NONE;
        }

        @Override
        public long differences() {
          return 0;
        }
      };

  /// What came of a request.
  enum Answer {
    /// It has begun.
    BEGUN,
    /// Another one is going on.
    BUSY,
    /// This node is not the primary that serves.
    NOT_PRIMARY,
    /// Nobody follows.
    NO_STANDBY
  }

  /// How a comparison stands.
  enum State {
    NONE,
    RUNNING,
    EQUAL,
    DIFFERENT,
    /// It came to no end: nothing is known.
    FAILED
  }

  /// The last comparison, and who may not be primary.
  ///
  /// @param standby whose copy is compared; null if there was no comparison
  /// @param slotsDone whose digests are in the log
  /// @param keys that were digested
  /// @param sequence the end of the last digest in the log
  /// @param difference the slot that differs; null if none was found
  /// @param reason why it came to no end; empty if it did
  /// @param barred standbys whose copy differs, until they follow with an image
  record Report(
      State state,
      @Nullable NodeId standby,
      int slots,
      int slotsDone,
      long keys,
      long sequence,
      long elapsedMs,
      @Nullable SlotDifference difference,
      String reason,
      Map<NodeId, SlotDifference> barred) {

    /// There was no comparison.
    public static final Report NONE =
        new Report(State.NONE, null, 0, 0, 0, 0, 0, null, "", Map.of());
  }

  /// Begins a comparison of the slots `[firstSlot, lastSlot]`, both included, with a standby.
  Answer begin(int firstSlot, int lastSlot);

  /// How the last one stands.
  Report report();

  /// Copies of standbys that were found to differ, since the start.
  long differences();
}
