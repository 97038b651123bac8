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
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.FrameVisitor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Applies the frames of the log to the keyspace at the start; what they change is loaded first.
///
/// Threads: one.
final class LogReplay implements FrameVisitor, AutoCloseable {

  private final KeyspaceTxn txn;
  private final EffectApplier applier;
  private final Residence residence;
  private final StoredEntries entries;
  private final long nowMs;
  private long frames;
  private long bytes;
  private long loadedKeys;

  LogReplay(Keyspace keyspace, CheckpointStore store, long nowMs) {
    this.txn = keyspace.replay();
    this.applier = new EffectApplier(txn);
    this.residence = new Residence(keyspace);
    this.entries = new StoredEntries(store, residence);
    this.nowMs = nowMs;
  }

  long frames() {
    return frames;
  }

  /// Bytes of the frames' payload.
  long bytes() {
    return bytes;
  }

  long loadedKeys() {
    return loadedKeys;
  }

  @Override
  public void frame(
      long sequence, int epoch, long wallTimeMs, long payloadAddress, int payloadBytes)
      throws IOException {
    ByteBuffer payload =
        MemorySegment.ofAddress(payloadAddress).reinterpret(payloadBytes).asByteBuffer();
    frames++;
    bytes += payloadBytes;
    try {
      apply(sequence, payload);
    } catch (CorruptEffectException e) {
      throw new IOException(
          "log frame at sequence %d: %s. It was written by a newer version, or is damaged"
              .formatted(sequence, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    txn.close();
  }

  private void apply(long sequence, ByteBuffer payload) throws IOException {
    try {
      applier.apply(sequence, payload);
    } catch (ColdMissException miss) {
      load(payload);
      try {
        applier.apply(sequence, payload);
      } catch (ColdMissException again) {
        Invariant.check(false, "a loaded key is not in memory", sequence, again.key().slot());
      }
    }
  }

  private void load(ByteBuffer payload) throws IOException {
    List<ColdKey> keys = new ArrayList<>();
    EffectDecoder decoder = new EffectDecoder(payload);
    while (decoder.hasNext()) {
      EffectRecord effect = decoder.next();
      if (!(effect instanceof EffectRecord.AssignSpace)) {
        int slot = Slot.of(effect.key().array());
        keys.add(residence.coldKey(effect.space(), slot, effect.key()));
      }
    }
    entries.load(keys, nowMs);
    loadedKeys += keys.size();
  }
}
