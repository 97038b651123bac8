package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectDecoder;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.Replaced;
import io.trivet.storage.effect.StringPutReader;
import io.trivet.storage.memory.Native;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies logged frames to a keyspace that has everything before them, as a standby does all the
/// time, beside readers, eviction and checkpoints.
///
/// Memory and store together are exactly what the frame was made for. So a string that is put over
/// a cold key need not be read from the store, the frame says what it met; and a single one, by far
/// the most frequent frame, is applied from native memory without garbage.
///
/// Threads: one. Each frame is applied under the locks of its slots.
public final class FrameApplier implements AutoCloseable {

  private final Keyspace keyspace;
  private final KeyspaceTxn txn;
  private final EffectApplier effects;
  private final StringPutReader put = new StringPutReader();
  private final KeyArena keys = new KeyArena();
  private @Nullable Entry reused;
  private byte[] payload = new byte[1 << 12];

  public FrameApplier(Keyspace keyspace) {
    this.keyspace = keyspace;
    this.txn = keyspace.replay();
    this.effects = EffectApplier.live(txn);
  }

  /// Applies one frame.
  ///
  /// @param wallTimeMs of the frame: when its keys count as used
  /// @param address native memory of its payload
  /// @throws ColdMissException if an entry must be loaded first; nothing was applied then
  /// @throws io.trivet.storage.effect.CorruptEffectException if the payload is none
  public void apply(long sequence, long wallTimeMs, long address, int bytes) {
    if (put.read(address, bytes)) {
      putString(sequence, wallTimeMs);
    } else {
      effects.apply(sequence, wallTimeMs, decode(address, bytes));
    }
  }

  /// Adds the keys to `missing` that must be loaded before a frame can be applied, as far as that
  /// can be told while frames before it are not applied yet.
  public void gather(long address, int bytes, Collection<ColdKey> missing) {
    if (put.read(address, bytes) && put.replaced() != Replaced.ANYTHING) {
      return;
    }
    for (EffectRecord effect : decode(address, bytes)) {
      if (!EffectApplier.saysWhatItMet(effect)) {
        gather(effect, missing);
      }
    }
  }

  @Override
  public void close() {
    keys.close();
    txn.close();
  }

  private void putString(long sequence, long wallTimeMs) {
    int slot = Slot.of(put.keyAddress(), put.keyLength());
    keyspace.locks().lock(slot);
    try {
      SlotTable table = keyspace.table(slot, keyspace.databases().known(put.space()));
      Entry entry = entry(table);
      if (entry.record() == 0 && !table.isComplete()) {
        meetCold(entry, table, wallTimeMs);
      }
      if (entry.version() < sequence) {
        overwrite(entry, sequence, wallTimeMs);
      }
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Where nothing was before, nothing is there now: an absent key needs no stand-in.
  private void meetCold(Entry entry, SlotTable table, long wallTimeMs) {
    switch (put.replaced()) {
      case NOTHING -> {}
      case STRING -> {
        int access = keyspace.accessClock().fresh(wallTimeMs);
        ReplacedRecord.insert(
            table, put.keyAddress(), put.keyLength(), entry.hash(), Replaced.STRING, access);
        bind(entry, table);
      }
      case ANYTHING -> {
        int departures = keyspace.departures().of(entry.hash());
        throw new ColdMissException(
            new ColdKey(put.space(), table.slot(), entry.key(), departures));
      }
    }
  }

  private void overwrite(Entry entry, long sequence, long wallTimeMs) {
    RecordKind kind = StringEncoding.kindOf(put.encoding());
    int length = put.valueLength();
    long target = txn.changes().prepareString(entry, kind, length, put.expiresAtMs());
    Native.copy(put.valueAddress(), target, length);
    entry.access(keyspace.accessClock().touched(entry.access(), wallTimeMs, txn.random()));
    entry.stamp(sequence);
  }

  private Entry entry(SlotTable table) {
    Entry entry = reused;
    if (entry == null) {
      entry = new Entry(table);
      reused = entry;
    }
    bind(entry, table);
    return entry;
  }

  private void bind(Entry entry, SlotTable table) {
    long hash = KeyHash.of(put.keyAddress(), put.keyLength(), keyspace.hashSeed());
    entry.bind(table, put.keyAddress(), put.keyLength(), hash);
  }

  private List<EffectRecord> decode(long address, int bytes) {
    if (payload.length < bytes) {
      payload = new byte[Math.max(bytes, 2 * payload.length)];
    }
    Native.copyOut(address, payload, 0, bytes);
    return EffectDecoder.decode(ByteBuffer.wrap(payload, 0, bytes));
  }

  private void gather(EffectRecord effect, Collection<ColdKey> missing) {
    int slot = Slot.of(effect.key().array());
    keyspace.locks().lock(slot);
    try {
      Space space = keyspace.databases().knownOrNull(effect.space());
      SlotTable table = space == null ? null : keyspace.tableIfAny(slot, space);
      if (table != null && !table.isComplete()) {
        int length = effect.key().length();
        long key = keys.copy(effect.key().array());
        long hash = KeyHash.of(key, length, keyspace.hashSeed());
        if (table.find(key, length, hash) == SlotTable.ABSENT) {
          int departures = keyspace.departures().of(hash);
          missing.add(new ColdKey(effect.space(), slot, effect.key(), departures));
        }
      }
    } finally {
      keyspace.locks().unlock(slot);
      keys.reset();
    }
  }
}
