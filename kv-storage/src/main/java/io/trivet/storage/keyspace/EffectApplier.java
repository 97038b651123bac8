package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.Replaced;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.util.List;

/// Applies logged frames to a keyspace: at recovery, and on a standby.
///
/// An effect changes an entry only if the frame is newer than the entry's version, and it never
/// fails on an older state: applying a suffix of the log to any fuzzy image that contains
/// everything before it gives the state of the log's end (I11). Threads: one.
public final class EffectApplier {

  private final KeyspaceTxn txn;
  private final Keyspace keyspace;
  private final boolean isLive;

  /// Applies through `txn`, which nobody else uses, over any image.
  public EffectApplier(KeyspaceTxn txn) {
    this(txn, false);
  }

  private EffectApplier(KeyspaceTxn txn, boolean isLive) {
    this.txn = txn;
    this.keyspace = txn.keyspace();
    this.isLive = isLive;
  }

  /// Applies through `txn`, which nobody else uses, over memory and store that together are exactly
  /// what each frame was made for.
  static EffectApplier live(KeyspaceTxn txn) {
    return new EffectApplier(txn, true);
  }

  /// True if an effect can be applied without a look at what its key holds.
  static boolean saysWhatItMet(EffectRecord effect) {
    return switch (effect) {
      case EffectRecord.AssignSpace _, EffectRecord.OfNothing _ -> true;
      case EffectRecord.PutString put -> put.replaced() != Replaced.ANYTHING;
      default -> false;
    };
  }

  /// [#apply(long, long, List)] without an access to the keys.
  public void apply(long sequence, List<EffectRecord> effects) {
    apply(sequence, 0, effects);
  }

  /// Applies the effects of one frame; the slots of its keys are locked by this call, all of them
  /// if it changes which space a database has.
  ///
  /// @param accessedAtMs when the keys count as used, milliseconds since 1970; 0: not at all
  /// @throws ColdMissException if an entry must be loaded first; nothing was applied then
  void apply(long sequence, long accessedAtMs, List<EffectRecord> effects) {
    txn.beginReplay(sequence, accessedAtMs);
    lock(effects);
    try {
      requireResident(effects);
      effects.forEach(this::apply);
    } finally {
      txn.commit();
      txn.unlock();
    }
  }

  private void lock(List<EffectRecord> effects) {
    if (effects.size() == 1 && !(effects.getFirst() instanceof EffectRecord.AssignSpace)) {
      txn.lock(Slot.of(effects.getFirst().key().array()));
      return;
    }
    int[] slots = new int[effects.size()];
    for (int i = 0; i < slots.length; i++) {
      if (effects.get(i) instanceof EffectRecord.AssignSpace) {
        txn.lockAll();
        return;
      }
      slots[i] = Slot.of(effects.get(i).key().array());
    }
    txn.lock(slots, slots.length);
  }

  private void requireResident(List<EffectRecord> effects) {
    for (EffectRecord effect : effects) {
      boolean needsNothing =
          isLive
              ? saysWhatItMet(effect)
              : effect instanceof EffectRecord.AssignSpace
                  || effect instanceof EffectRecord.OfNothing;
      if (!needsNothing) {
        txn.entryInSpace(effect.space(), effect.key());
      }
    }
  }

  private void apply(EffectRecord effect) {
    if (effect instanceof EffectRecord.AssignSpace assign) {
      txn.assignReplayed(assign.database(), keyspace.databases().known(assign.space()));
      return;
    }
    if (effect instanceof EffectRecord.OfNothing) {
      return;
    }
    Entry entry =
        isLive && effect instanceof EffectRecord.PutString put
            ? txn.entryPutOver(put.space(), put.key(), put.replaced())
            : txn.entryInSpace(effect.space(), effect.key());
    if (txn.isNews(entry)) {
      applyNews(entry, effect);
      if (entry.isLive()) {
        txn.touch(entry);
      }
    }
  }

  /// Applies an effect that is newer than the entry. If the store knows of a later deletion,
  /// earlier effects meet less than they were made for, even a remnant of another type; the
  /// deletion, which is still to come, makes an end of that.
  private void applyNews(Entry entry, EffectRecord effect) {
    try {
      apply(entry, effect);
    } catch (WrongTypeException e) {
      txn.changes().discard(entry);
      apply(entry, effect);
    }
  }

  private void apply(Entry entry, EffectRecord effect) {
    switch (effect) {
      case EffectRecord.PutString e -> putString(entry, e);
      case EffectRecord.PutCollection e ->
          txn.changes()
              .putCollection(entry, CollectionEffect.read(e, keyspace.limits()), e.expiresAtMs());
      case EffectRecord.Delete _ -> txn.changes().remove(entry);
      case EffectRecord.SetExpiry e -> txn.changes().expireAt(entry, e.expiresAtMs());
      case EffectRecord.PutRange e ->
          txn.changes().putRange(entry, Math.toIntExact(e.offset()), e.value());
      case EffectRecord.HashPut e -> new HashEditor(txn, entry).put(e.field(), e.value());
      case EffectRecord.HashRemove e -> new HashEditor(txn, entry).remove(e.field());
      case EffectRecord.SetAdd e -> new SetEditor(txn, entry).add(e.member());
      case EffectRecord.SetRemove e -> new SetEditor(txn, entry).remove(e.member());
      case EffectRecord.ZSetPut e -> new ZSetEditor(txn, entry).put(e.member(), e.score());
      case EffectRecord.ZSetRemove e -> new ZSetEditor(txn, entry).remove(e.member());
      case EffectRecord.ListPush e -> push(new ListEditor(txn, entry), e.first(), e.element());
      case EffectRecord.ListPop e ->
          new ListEditor(txn, entry).pop(e.first(), Math.toIntExact(e.count()));
      case EffectRecord.ListSet e ->
          new ListEditor(txn, entry).set(Math.toIntExact(e.index()), e.element());
      case EffectRecord.ListInsert e ->
          insert(new ListEditor(txn, entry), Math.toIntExact(e.index()), e.element());
      case EffectRecord.ListRemove e -> new ListEditor(txn, entry).remove(e.count(), e.element());
      case EffectRecord.ListTrim e ->
          trim(new ListEditor(txn, entry), Math.toIntExact(e.from()), Math.toIntExact(e.to()));
      case EffectRecord.AssignSpace _, EffectRecord.OfNothing _ ->
          throw new IllegalStateException("has no entry");
    }
  }

  private void putString(Entry entry, EffectRecord.PutString effect) {
    Bytes value = effect.value();
    RecordKind kind = StringEncoding.kindOf(effect.encoding());
    long target = txn.changes().prepareString(entry, kind, value.length(), effect.expiresAtMs());
    Native.copyIn(value.array(), 0, value.length(), target);
  }

  private static void push(ListEditor list, boolean first, Bytes element) {
    if (first) {
      list.pushFirst(element);
    } else {
      list.pushLast(element);
    }
  }

  private static void insert(ListEditor list, int index, Bytes element) {
    list.insertAt(Math.min(index, list.value().size()), element);
  }

  private static void trim(ListEditor list, int from, int to) {
    int size = list.value().size();
    list.trim(Math.min(from, size), Math.min(to, size));
  }
}
