package io.trivet.storage.checkpoint;

import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.ReplayNeeds;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes frames back in place: cuts the log, and makes memory what a start over the cut log would
/// make of it, without the rest of it being touched.
///
/// Threads: one; nobody else changes memory, log or store meanwhile, and nobody reads keys.
final class Truncation {

  /*
   * (1) Note the keys that the frames to be cut name, and whether they give databases other spaces.
   * (2) Cut the log; durable from here on, so a crash only means a start over it.
   * (3) Forget the noted keys: an effect has no inverse, but the store holds nothing of the cut frames
   *     (I9), so the store is behind each of them and never ahead. What the keys count for is what the
   *     store has.
   * (4) The databases get the spaces of the last manifest. Spaces are never emptied, only left (I13),
   *     and one that was left in the cut is not freed before that is stable: all keys are still there.
   * (5) Read the noted keys again, and apply the frames between the redo sequence and the cut to them,
   *     and to the databases.
   * (6) Forget the spaces that came up in the cut.
   *
   * A checkpoint that was under way has been given up. Entries in a batch that it did not write count
   * as stored in memory although they are not: their slots are forgotten as a whole, in (3), and made
   * anew in (5); but not in spaces that it had freed in order to drop them.
   *
   * Why not a new start: what is in memory of all other keys is right, and may be large.
   */

  private final Keyspace keyspace;
  private final Residence residence;
  private final CheckpointStore store;
  private final GroupLog log;
  private final BulkLoad loads;
  private final Set<Name> named = new HashSet<>();
  private final Set<Integer> assigned = new HashSet<>();
  private final Set<Place> emptied = new HashSet<>();

  Truncation(Keyspace keyspace, CheckpointStore store, GroupLog log, BulkLoad loads) {
    this.keyspace = keyspace;
    this.residence = new Residence(keyspace);
    this.store = store;
    this.log = log;
    this.loads = loads;
  }

  /// A key in a space.
  private record Name(int space, Bytes key) {}

  /// A slot of a space.
  private record Place(int space, int slot) {}

  /// Takes back everything behind `sequence`.
  ///
  /// @param appliedSequence what memory shows, above `sequence`
  /// @param manifest of the last checkpoint, at or below `sequence`
  /// @param unwritten slots whose marks of the store are wrong
  /// @return the file that keeps the cut frames
  /// @throws IOException if log or store cannot be read or written: the storage must be closed
  @Nullable String run(
      long sequence, long appliedSequence, CheckpointManifest manifest, Set<Integer> unwritten)
      throws IOException {
    LogFrames.show(
        log,
        sequence,
        appliedSequence,
        (end, epoch, wallTimeMs, address, bytes) ->
            LogReplay.effects(end, address, bytes).forEach(this::note));
    String cut = log.truncateAfter(sequence);
    named.forEach(name -> residence.discard(name.space, name.key));
    for (int slot : unwritten) {
      empty(slot);
    }
    if (!assigned.isEmpty()) {
      residence.takeBackDatabases(manifest.spaces());
    }
    replay(manifest.redoSequence(), sequence);
    assigned.removeIf(space -> keyspace.databaseOf(space) >= 0);
    assigned.forEach(residence::forgetDeadSpace);
    return cut;
  }

  private void note(EffectRecord effect) {
    if (effect instanceof EffectRecord.AssignSpace) {
      assigned.add(effect.space());
    } else if (!(effect instanceof EffectRecord.OfNothing)) {
      named.add(new Name(effect.space(), effect.key()));
    }
  }

  /// A space that is not in memory any more, because the checkpoint was about to drop it, stays
  /// out.
  private void empty(int slot) throws StoreException {
    for (int space : residence.spacesIn(slot)) {
      byte[] row = new StoreKey().count(space, slot).copy();
      byte[] value = store.get(row);
      long keys = value == null ? 0 : SlotCount.read(store, row, value).keys();
      residence.discardTable(space, slot, keys);
      emptied.add(new Place(space, slot));
    }
  }

  private void replay(long redoSequence, long sequence) throws IOException {
    try (LogReplay replay =
        new LogReplay(keyspace, ReplayNeeds.ofSome(keyspace, this::isWanted), loads)) {
      LogFrames.show(log, redoSequence, sequence, replay);
      replay.finish();
    }
  }

  private boolean isWanted(EffectRecord effect) {
    if (effect instanceof EffectRecord.AssignSpace) {
      return !assigned.isEmpty();
    }
    return named.contains(new Name(effect.space(), effect.key()))
        || emptied.contains(new Place(effect.space(), Slot.of(effect.key().array())));
  }
}
