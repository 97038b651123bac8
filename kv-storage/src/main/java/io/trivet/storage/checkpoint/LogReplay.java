package io.trivet.storage.checkpoint;

import io.trivet.storage.effect.CorruptEffectException;
import io.trivet.storage.effect.EffectDecoder;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.EffectApplier;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ReplayNeeds;
import io.trivet.storage.log.FrameVisitor;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Applies frames of the log to the keyspace, over an image in which some entries may be newer than
/// others: at the start, and where a part of the keyspace is made anew.
///
/// What their effects need of the store is loaded first. Frames are gathered for that, so that the
/// loads of many run side by side: one at a time would wait for the disk once a frame.
///
/// Threads: one.
final class LogReplay implements FrameVisitor, AutoCloseable {

  private static final int GATHERED_FRAMES = 2048;
  private static final int GATHERED_BYTES = 4 << 20;

  private final KeyspaceTxn txn;
  private final EffectApplier applier;
  private final ReplayNeeds needs;
  private final BulkLoad loads;
  private final List<Frame> gathered = new ArrayList<>();
  private int gatheredBytes;
  private long bytes;
  private long lastSequence;

  LogReplay(Keyspace keyspace, ReplayNeeds needs, BulkLoad loads) {
    this.txn = keyspace.replay();
    this.applier = new EffectApplier(txn);
    this.needs = needs;
    this.loads = loads;
  }

  /// A frame that waits to be applied.
  private record Frame(long sequence, List<EffectRecord> effects) {}

  /// Bytes of the frames' payload.
  long bytes() {
    return bytes;
  }

  /// The sequence of the last frame; 0: there was none.
  long sequence() {
    return lastSequence;
  }

  @Override
  public void frame(
      long sequence, int epoch, long wallTimeMs, long payloadAddress, int payloadBytes)
      throws IOException {
    bytes += payloadBytes;
    lastSequence = sequence;
    List<EffectRecord> effects = effects(sequence, payloadAddress, payloadBytes);
    effects.removeIf(effect -> !needs.take(sequence, effect));
    if (effects.isEmpty()) {
      return;
    }
    gathered.add(new Frame(sequence, effects));
    gatheredBytes += payloadBytes;
    if (gathered.size() >= GATHERED_FRAMES || gatheredBytes >= GATHERED_BYTES) {
      finish();
    }
  }

  /// Applies what is gathered.
  void finish() throws IOException {
    loads.load(needs.missing());
    for (Frame frame : gathered) {
      apply(frame);
    }
    needs.clear();
    gathered.clear();
    gatheredBytes = 0;
  }

  @Override
  public void close() {
    needs.close();
    txn.close();
  }

  /// A loaded key misses again if it was evicted meanwhile, which does not happen at the start.
  private void apply(Frame frame) throws IOException {
    while (true) {
      try {
        applier.apply(frame.sequence, frame.effects);
        return;
      } catch (ColdMissException e) {
        loads.load(e.keys());
      }
    }
  }

  /// The effects of a frame, from its payload in native memory.
  static List<EffectRecord> effects(long sequence, long payloadAddress, int payloadBytes)
      throws IOException {
    byte[] payload = new byte[payloadBytes];
    Native.copyOut(payloadAddress, payload, 0, payloadBytes);
    try {
      return EffectDecoder.decode(ByteBuffer.wrap(payload));
    } catch (CorruptEffectException e) {
      throw unreadable(sequence, e);
    }
  }

  /// A frame whose payload makes no sense.
  static IOException unreadable(long sequence, CorruptEffectException cause) {
    return new IOException(
        "log frame at sequence %d: %s. It was written by a newer version, or is damaged"
            .formatted(sequence, cause.getMessage()),
        cause);
  }
}
