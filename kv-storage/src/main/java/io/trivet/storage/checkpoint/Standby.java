package io.trivet.storage.checkpoint;

import io.trivet.storage.Invariant;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.log.GroupLog;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether the storage's node writes or follows, and while it follows: who applies the log.
///
/// ```
///  opened ----------> primary     promote: everything is applied, then the epoch begins
///    |                 |    ^
///    v                 v    |
///  following <---------+    |     follow: nothing is appended any more, the applier goes on behind
///    |                      |     the log's end
///    +----------------------+
/// ```
///
/// Threads: changes by one at a time, the rest by any.
final class Standby {

  /// What a primary has applied: all of its log, always.
  private static final long EVERYTHING = Long.MAX_VALUE;

  private final Keyspace keyspace;
  private final CheckpointStore store;
  private final GroupLog log;
  private final BulkLoad loads;
  private final ExecutorService loaders;
  private final long wholeSequence;
  private final Runnable onProgress;
  private volatile long appliedAtRest;
  private volatile boolean isPrimary;
  private volatile @Nullable StandbyApplier applier;

  /// @param loaders load cold keys side by side; closed with this
  Standby(Recovery recovery, StorageClock clock, ExecutorService loaders, Runnable onProgress) {
    this.keyspace = recovery.keyspace();
    this.store = recovery.store();
    this.log = recovery.log();
    this.loaders = loaders;
    this.loads = new BulkLoad(keyspace, recovery.store(), loaders, clock);
    this.wholeSequence = Math.max(recovery.storedSequence(), log.consistentFromSequence());
    this.onProgress = onProgress;
    this.appliedAtRest = log.appendedSequence();
  }

  /// True if this node may change its keyspace by itself.
  boolean isPrimary() {
    return isPrimary;
  }

  /// What a checkpoint may count on: 0 while an image is not whole, for its rows may be newer than
  /// what is applied.
  long checkpointableSequence() {
    StandbyApplier current = applier;
    long applied = current == null ? appliedAtRest : current.appliedSequence();
    return applied < wholeSequence ? 0 : applied;
  }

  /// Ends the node's own changes; none may be under way.
  void demote() {
    isPrimary = false;
  }

  /// Applies from the log's end on, or goes on with that.
  StandbyApplier follow() {
    StandbyApplier current = applier;
    if (current == null) {
      long from = log.appendedSequence();
      Invariant.check(
          log.publishedSequence() == from,
          "appended while it follows",
          log.publishedSequence(),
          from);
      current =
          new StandbyApplier(
              keyspace,
              log,
              store,
              loads,
              from,
              wholeSequence,
              StandbyApplier.STEP_BYTES,
              onProgress);
      applier = current;
    }
    return current;
  }

  /// Everything is applied, and the applier is at its end; [#promoted] follows.
  void stopFollowing() throws IOException {
    StandbyApplier current = applier;
    if (current != null) {
      long end = log.appendedSequence();
      Invariant.check(
          current.appliedSequence() == end && current.isWhole(),
          "promoted before everything is applied",
          current.appliedSequence(),
          end);
      appliedAtRest = end;
      applier = null;
      current.close();
    }
  }

  /// The node may change its keyspace, in an epoch that has begun.
  void promoted() {
    appliedAtRest = EVERYTHING;
    isPrimary = true;
  }

  /// Takes back everything behind `sequence`, from the log and from memory; no applier is at work.
  ///
  /// @param manifest of the last checkpoint
  /// @param storedSequence the highest version that was written to the store since the start
  /// @param giveUp gives up the checkpoint that is under way, and names the slots of its last batch
  /// @return the file that keeps the cut frames, or null if there are none
  @Nullable String truncateAfter(
      long sequence,
      CheckpointManifest manifest,
      long storedSequence,
      Supplier<Set<Integer>> giveUp)
      throws IOException {
    Invariant.check(!isPrimary, "the log of a primary is cut", sequence, log.appendedSequence());
    StandbyApplier current = applier;
    long applied = current == null ? appliedAtRest : current.appliedSequence();
    long stored = Math.max(manifest.redoSequence(), Math.max(storedSequence, wholeSequence));
    if (sequence < stored) {
      throw new StoreException(
          "the log is to end at sequence %d, and the checkpoint in %s shows sequence %d: "
                  .formatted(sequence, store.describe(), stored)
              + "take a copy of the primary's data",
          null);
    }
    if (applied <= sequence) {
      return log.truncateAfter(sequence);
    }
    String cut =
        new Truncation(keyspace, store, log, loads).run(sequence, applied, manifest, giveUp.get());
    if (current == null) {
      appliedAtRest = sequence;
    } else {
      current.restart(sequence);
    }
    return cut;
  }

  void close() throws IOException {
    StandbyApplier current = applier;
    if (current != null) {
      current.close();
    }
    loaders.close();
  }
}
