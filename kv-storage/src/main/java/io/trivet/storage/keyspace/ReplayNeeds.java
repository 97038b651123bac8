package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.Replaced;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Decides, effect by effect, what a replay has to apply, and what it must read from the checkpoint
/// store before.
///
/// Of most slots it is known with which frame the store's rows end. What a slot has up to there is
/// passed over. The first effect of a key behind it meets what the store has, and a string that is
/// put says what it met: over a string there is a row, whose content is of no interest, and over
/// nothing there is none. Everything else is read, and all of a slot that was stored in pieces: a
/// row there may show more than the frame that is being replayed.
///
/// Use: [#take] the effects of some frames, load what is [#missing], apply what was taken,
/// [#clear].
///
/// Threads: one, while nothing is served.
public final class ReplayNeeds implements AutoCloseable {

  private final Keyspace keyspace;
  private final long nowMs;
  private final boolean isAtStart;
  private final Predicate<EffectRecord> isWanted;
  private final Set<ColdKey> missing = new HashSet<>();
  private final KeyArena keys = new KeyArena();

  private ReplayNeeds(
      Keyspace keyspace, long nowMs, boolean isAtStart, Predicate<EffectRecord> isWanted) {
    this.keyspace = keyspace;
    this.nowMs = nowMs;
    this.isAtStart = isAtStart;
    this.isWanted = isWanted;
  }

  /// The needs of a replay over what a start finds in the store.
  ///
  /// @param nowMs milliseconds since 1970: when the keys count as used
  public static ReplayNeeds atStart(Keyspace keyspace, long nowMs) {
    return new ReplayNeeds(keyspace, nowMs, true, effect -> true);
  }

  /// The needs of a replay that makes some keys anew, in a process that has changed the store since
  /// it began: a row may show more than any frame.
  ///
  /// @param isWanted which effects are to be applied
  public static ReplayNeeds ofSome(Keyspace keyspace, Predicate<EffectRecord> isWanted) {
    return new ReplayNeeds(keyspace, 0, false, isWanted);
  }

  /// Takes an effect into account, in the order of the log; returns whether it is to be applied.
  public boolean take(long sequence, EffectRecord effect) {
    if (effect instanceof EffectRecord.OfNothing || !isWanted.test(effect)) {
      return false;
    }
    if (effect instanceof EffectRecord.AssignSpace) {
      return true;
    }
    int slot = Slot.of(effect.key().array());
    keyspace.locks().lock(slot);
    try {
      Space space = keyspace.databases().knownOrNull(effect.space());
      SlotTable table = space == null ? null : keyspace.tableIfAny(slot, space);
      return table == null || take(sequence, effect, table);
    } finally {
      keyspace.locks().unlock(slot);
      keys.reset();
    }
  }

  /// What must be loaded before the effects can be applied.
  public Collection<ColdKey> missing() {
    return Collections.unmodifiableSet(missing);
  }

  /// The effects so far have been applied.
  public void clear() {
    missing.clear();
  }

  @Override
  public void close() {
    keys.close();
  }

  private boolean take(long sequence, EffectRecord effect, SlotTable table) {
    if (sequence <= table.recoveredSequence()) {
      return false;
    }
    int length = effect.key().length();
    long address = keys.copy(effect.key().array());
    long hash = KeyHash.of(address, length, keyspace.hashSeed());
    if (!table.isComplete() && table.find(address, length, hash) == SlotTable.ABSENT) {
      meet(effect, table, address, hash);
    }
    return true;
  }

  private void meet(EffectRecord effect, SlotTable table, long key, long hash) {
    int length = effect.key().length();
    int departures = keyspace.departures().of(hash);
    ColdKey cold = new ColdKey(effect.space(), table.slot(), effect.key(), departures);
    if (missing.contains(cold)) {
      return;
    }
    Replaced replaced = replaced(effect, table);
    if (replaced == Replaced.ANYTHING) {
      missing.add(cold);
    } else {
      ReplacedRecord.insert(
          table, key, length, hash, replaced, keyspace.accessClock().fresh(nowMs));
    }
  }

  /// What the store has of the key that this effect is the first to change.
  private Replaced replaced(EffectRecord effect, SlotTable table) {
    boolean isKnown = isAtStart && table.recoveredSequence() != SlotTable.UNKNOWN;
    return isKnown && effect instanceof EffectRecord.PutString put
        ? put.replaced()
        : Replaced.ANYTHING;
  }
}
