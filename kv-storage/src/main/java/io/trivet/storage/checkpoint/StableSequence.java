package io.trivet.storage.checkpoint;

import java.io.IOException;

/// How far the log can neither be taken back nor be lost: what a checkpoint may hold (I9).
///
/// That is the lower of two positions. Above the committed one a failover may cut the log. Above
/// the durable one a power loss may, and rows with versions that the log does not reach would hide
/// the frames that get those sequences next.
public interface StableSequence {

  /// The end of what is committed and applied; grows.
  long committedSequence();

  /// The lower of the committed and the durable end; grows.
  long stableSequence();

  /// The epoch of the frame that ends at `sequence`.
  int epochOf(long sequence);

  /// The newest epoch that this node has begun.
  int lastEpoch();

  /// Makes what is committed durable, if need be at once instead of at the next turn of the syncer.
  /// Blocks on the disk.
  ///
  /// @throws IOException if the log has failed
  void makeDurable() throws IOException;
}
