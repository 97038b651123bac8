package io.trivet.storage.checkpoint;

import io.trivet.storage.Invariant;
import io.trivet.storage.effect.CorruptEffectException;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.EffectType;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.FrameApplier;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.ReplayNeeds;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReader;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a standby's keyspace up to its own log, batch by batch, whether what is there is
/// committed yet or not.
///
/// A frame usually needs nothing that is not in memory. At the first of a batch that does, the
/// needs of all the rest are gathered and loaded side by side: one at a time would wait for the
/// disk once a frame. An entry that is evicted before its frame comes is loaded again, alone.
///
/// Digests that the primary put into the log are compared with this copy's own
/// ([DigestComparison]).
///
/// A node that began with the image of another applies the first frames as a start does, over
/// entries of which some are newer ([#isWhole]).
///
/// Threads: [#step] by one at a time; the rest by any.
public final class StandbyApplier {

  /// What a step applies: so many bytes of frames, or a single larger one.
  static final int STEP_BYTES = 256 << 10;

  private final Keyspace keyspace;
  private final GroupLog log;
  private final BulkLoad loads;
  private final DigestComparison digests;
  private final Runnable onProgress;
  private final long wholeSequence;
  private final int stepBytes;
  private FrameApplier applier;
  private LogReader reader;
  private @Nullable LogReplay replay;
  private boolean hasGathered;
  private boolean isBroken;
  private long position;
  private volatile long appliedSequence;

  /// @param store that holds what is not in memory
  /// @param fromSequence what the keyspace has applied
  /// @param wholeSequence the highest version in the store when the process began
  /// @param stepBytes bytes of frames that a step applies
  /// @param onProgress is told that the applied sequence grew
  StandbyApplier(
      Keyspace keyspace,
      GroupLog log,
      CheckpointStore store,
      BulkLoad loads,
      long fromSequence,
      long wholeSequence,
      int stepBytes,
      Runnable onProgress) {
    this.keyspace = keyspace;
    this.log = log;
    this.loads = loads;
    this.digests = new DigestComparison(keyspace, store);
    this.wholeSequence = wholeSequence;
    this.stepBytes = stepBytes;
    this.onProgress = onProgress;
    this.applier = new FrameApplier(keyspace);
    this.reader = log.reader(fromSequence, stepBytes);
    this.position = fromSequence;
    this.appliedSequence = fromSequence;
    if (fromSequence < wholeSequence) {
      replay = new LogReplay(keyspace, ReplayNeeds.atStart(keyspace, loads.nowMs()), loads);
    }
  }

  /// Applies some frames, if there are any. May wait for the disk.
  ///
  /// @return true if there is more at once
  /// @throws CopyDiffersException if a digest of the primary is not that of this copy: no further
  ///   step is allowed
  /// @throws IOException if log or store cannot be read: no further step is allowed
  public boolean step() throws IOException {
    Invariant.check(!isBroken, "a step after one that failed", position, 0);
    isBroken = true;
    int bytes = reader.read(Long.MAX_VALUE);
    if (bytes > 0) {
      hasGathered = false;
      applyBatch(reader.address(), bytes);
      publish();
    }
    isBroken = false;
    return bytes > 0 && position < log.publishedSequence();
  }

  /// The end of the last frame that the keyspace shows. Grows, except when the log is cut.
  public long appliedSequence() {
    return appliedSequence;
  }

  /// False while memory and store together are no state that ever was: nothing may be read, and
  /// this node may not be promoted (I14).
  public boolean isWhole() {
    return appliedSequence >= wholeSequence;
  }

  /// Goes on behind another sequence; not during a step.
  void restart(long sequence) throws IOException {
    Invariant.check(isWhole(), "an image that is not whole is cut", sequence, wholeSequence);
    endUse();
    applier = new FrameApplier(keyspace);
    digests.forget();
    reader = log.reader(sequence, stepBytes);
    position = sequence;
    publish();
  }

  /// Ends it; not during a step.
  void close() throws IOException {
    digests.close();
    endUse();
  }

  private void endUse() throws IOException {
    applier.close();
    endReplay();
    reader.close();
  }

  private void applyBatch(long address, int bytes) throws IOException {
    for (int at = 0; at < bytes; ) {
      long frame = address + at;
      Invariant.check(
          FrameDescriptor.start(frame) == position,
          "a frame elsewhere",
          FrameDescriptor.start(frame),
          position);
      apply(frame, bytes - at);
      at += FrameDescriptor.length(frame);
      position += FrameDescriptor.length(frame);
    }
    LogReplay image = replay;
    if (image != null) {
      image.finish();
    }
  }

  /// @param bytes from here to the end of the batch
  private void apply(long frame, int bytes) throws IOException {
    int payloadBytes = FrameDescriptor.length(frame) - FrameDescriptor.HEADER_BYTES;
    long payload = frame + FrameDescriptor.HEADER_BYTES;
    long sequence = position + FrameDescriptor.length(frame);
    long wallTimeMs = FrameDescriptor.wallTimeMs(frame);
    LogReplay image = replay;
    if (image != null && sequence <= wholeSequence) {
      image.frame(sequence, FrameDescriptor.epoch(frame), wallTimeMs, payload, payloadBytes);
      return;
    }
    endReplay();
    if (EffectType.isDigest(Native.getByte(payload))) {
      compare(sequence, payload, payloadBytes);
      return;
    }
    while (true) {
      try {
        applier.apply(sequence, wallTimeMs, payload, payloadBytes);
        return;
      } catch (ColdMissException e) {
        publish();
        load(e.keys(), frame, bytes);
      } catch (CorruptEffectException e) {
        throw LogReplay.unreadable(sequence, e);
      }
    }
  }

  private void compare(long sequence, long payload, int bytes) throws IOException {
    for (EffectRecord effect : LogReplay.effects(sequence, payload, bytes)) {
      if (effect instanceof EffectRecord.DigestMark mark) {
        digests.mark(sequence, mark);
      } else if (effect instanceof EffectRecord.DigestSum sum) {
        digests.sum(sum);
      }
    }
  }

  private void load(List<ColdKey> missed, long frame, int bytes) throws IOException {
    Set<ColdKey> missing = new HashSet<>(missed);
    if (!hasGathered) {
      hasGathered = true;
      gather(missing, frame, bytes);
    }
    loads.load(missing);
  }

  private void gather(Set<ColdKey> missing, long frame, int bytes) throws IOException {
    for (int at = 0; at < bytes; ) {
      int length = FrameDescriptor.length(frame + at);
      long payload = frame + at + FrameDescriptor.HEADER_BYTES;
      try {
        applier.gather(payload, length - FrameDescriptor.HEADER_BYTES, missing);
      } catch (CorruptEffectException e) {
        throw LogReplay.unreadable(position + at + length, e);
      }
      at += length;
    }
  }

  private void endReplay() throws IOException {
    LogReplay image = replay;
    if (image != null) {
      replay = null;
      try (image) {
        image.finish();
      }
    }
  }

  private void publish() {
    if (position != appliedSequence) {
      appliedSequence = position;
      onProgress.run();
    }
  }
}
