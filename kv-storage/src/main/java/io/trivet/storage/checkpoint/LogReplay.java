package io.trivet.storage.checkpoint;

import io.trivet.storage.Invariant;
import io.trivet.storage.effect.CorruptEffectException;
import io.trivet.storage.effect.EffectDecoder;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.EffectApplier;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.log.FrameVisitor;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Applies the frames of the log to the keyspace at the start.
///
/// What frames change is loaded first. They are gathered, so that the loads of many run side by
/// side: one at a time would wait for the disk once a frame.
///
/// Threads: one.
final class LogReplay implements FrameVisitor, AutoCloseable {

  private static final int GATHERED_FRAMES = 2048;
  private static final int GATHERED_BYTES = 4 << 20;

  private final KeyspaceTxn txn;
  private final EffectApplier applier;
  private final Residence residence;
  private final BulkLoad loads;
  private final List<Frame> gathered = new ArrayList<>();
  private int gatheredBytes;
  private long bytes;

  LogReplay(Keyspace keyspace, BulkLoad loads) {
    this.txn = keyspace.replay();
    this.applier = new EffectApplier(txn);
    this.residence = new Residence(keyspace);
    this.loads = loads;
  }

  /// A frame that waits to be applied.
  private record Frame(long sequence, ByteBuffer payload) {}

  /// Bytes of the frames' payload.
  long bytes() {
    return bytes;
  }

  @Override
  public void frame(
      long sequence, int epoch, long wallTimeMs, long payloadAddress, int payloadBytes)
      throws IOException {
    byte[] payload = new byte[payloadBytes];
    Native.copyOut(payloadAddress, payload, 0, payloadBytes);
    gathered.add(new Frame(sequence, ByteBuffer.wrap(payload)));
    gatheredBytes += payloadBytes;
    bytes += payloadBytes;
    if (gathered.size() >= GATHERED_FRAMES || gatheredBytes >= GATHERED_BYTES) {
      finish();
    }
  }

  /// Applies what is gathered.
  void finish() throws IOException {
    Set<ColdKey> missing = new HashSet<>();
    for (Frame frame : gathered) {
      try {
        findMissing(frame.payload, missing);
      } catch (CorruptEffectException e) {
        throw unreadable(frame, e);
      }
    }
    loads.load(missing);
    for (Frame frame : gathered) {
      apply(frame);
    }
    gathered.clear();
    gatheredBytes = 0;
  }

  @Override
  public void close() {
    txn.close();
  }

  private void findMissing(ByteBuffer payload, Set<ColdKey> missing) {
    EffectDecoder decoder = new EffectDecoder(payload);
    while (decoder.hasNext()) {
      EffectRecord effect = decoder.next();
      if (!(effect instanceof EffectRecord.AssignSpace)) {
        ColdKey key = residence.missing(effect.space(), effect.key());
        if (key != null) {
          missing.add(key);
        }
      }
    }
  }

  private void apply(Frame frame) throws IOException {
    try {
      applier.apply(frame.sequence, frame.payload);
    } catch (ColdMissException e) {
      Invariant.check(
          false, "a loaded key is not in memory", frame.sequence, e.keys().getFirst().slot());
    } catch (CorruptEffectException e) {
      throw unreadable(frame, e);
    }
  }

  private static IOException unreadable(Frame frame, CorruptEffectException cause) {
    return new IOException(
        "log frame at sequence %d: %s. It was written by a newer version, or is damaged"
            .formatted(frame.sequence, cause.getMessage()),
        cause);
  }
}
