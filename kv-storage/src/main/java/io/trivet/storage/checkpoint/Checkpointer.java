package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.CheckpointSource;
import io.trivet.storage.keyspace.DatabaseMap;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// Writes what changed to the store, over and over.
///
/// One checkpoint: (1) note the stable sequence, the redo sequence to be; (2) note which database
/// has which space, and free the memory of spaces that died before (1); (3) walk the slots, copy
/// dirty entries into batches, and for each batch wait until the highest version in it is stable,
/// write it, tell the keyspace; (4) clear the list of expiries of what is stale; (5) wait until (2)
/// is stable, write the manifest, flush, and only then publish the redo sequence; (6) drop the rows
/// of the dead spaces: no frame behind the redo sequence knows them.
///
/// Why a fuzzy image is enough: an entry in the store may be newer than the redo sequence, never
/// older than its last change before it, and replay skips what an entry has already by its version
/// (I11). Why an entry that changes all the time does not hold anything up: its state was copied,
/// and the version of that copy becomes stable in the ordinary course.
///
/// Threads: [#step] by one, the only one that writes to the store; everything else by any. It never
/// waits itself: a step that cannot go on says so.
///
/// Invariants: nothing above the stable sequence is in the store (I9); the redo sequence is
/// published after the flush of everything below it (I10).
public final class Checkpointer {

  /// What a step did.
  public enum Step {
    /// Something; there is more.
    WORKED,
    /// Nothing: rows wait until their versions are stable.
    AWAITS_COMMIT,
    /// Nothing: no checkpoint is due.
    IDLE,
    /// Nothing, and there will be nothing until something is committed.
    UNCHANGED
  }

  private enum Phase {
    BETWEEN,
    DRAIN,
    WRITE,
    EXPIRIES,
    SPACES,
    PUBLISH,
    DROP
  }

  private static final int EXPIRIES_AT_ONCE = 1024;
  private static final int EXPIRY_STEPS = 128;

  private final CheckpointSource source;
  private final Residence residence;
  private final CheckpointStore store;
  private final StableSequence log;
  private final CheckpointListener listener;
  private final StorageClock clock;
  private final DirtyBatch batch = new DirtyBatch();
  private final ExpiryWalk expiries;
  private final CheckpointRequests requests = new CheckpointRequests();
  private final CheckpointMeter meter;
  private final CheckpointPace pace = new CheckpointPace();

  private volatile CheckpointOptions options;
  private volatile CheckpointManifest manifest;
  private volatile CheckpointReport lastReport;
  private volatile long storedSequence;

  private Phase phase = Phase.BETWEEN;
  private long startedNs;
  private long nextRedo;
  private DatabaseMap databases = new DatabaseMap(0, List.of(), List.of());
  private List<Integer> buried = List.of();
  private List<Integer> dying = List.of();
  private int slot;
  private long position;
  private int expirySteps;
  private final List<Integer> slotsInBatch = new ArrayList<>();

  /// @param manifest of the last checkpoint
  public Checkpointer(
      Keyspace keyspace,
      CheckpointStore store,
      StableSequence log,
      CheckpointManifest manifest,
      CheckpointOptions options,
      StorageClock clock,
      CheckpointListener listener) {
    this.source = new CheckpointSource(keyspace);
    this.residence = new Residence(keyspace);
    this.store = store;
    this.log = log;
    this.manifest = manifest;
    this.lastReport = new CheckpointReport(manifest.redoSequence(), 0, 0, 0, 0, 0);
    this.options = options;
    this.clock = clock;
    this.listener = listener;
    this.expiries = new ExpiryWalk(store, residence);
    this.meter = new CheckpointMeter(clock);
    this.startedNs = clock.monotonicNs();
  }

  /// Goes on with the checkpoint, or begins one if it is due.
  ///
  /// @throws IOException if store or log failed: no further step is allowed
  public Step step() throws IOException {
    return switch (phase) {
      case BETWEEN -> isUnchanged() ? unchanged() : isDue() ? begin() : Step.IDLE;
      case DRAIN -> drain();
      case WRITE -> isStable(batch.version()) ? write() : Step.AWAITS_COMMIT;
      case EXPIRIES -> dropStaleExpiries();
      case SPACES -> isStable(databases.version()) ? next(Phase.PUBLISH) : Step.AWAITS_COMMIT;
      case PUBLISH -> publish();
      case DROP -> drop();
    };
  }

  /// Asks for a checkpoint that begins from now on; the future gives its report. If nothing was
  /// committed since the last one, it is that one's.
  public CompletableFuture<CheckpointReport> request() {
    return requests.add();
  }

  /// Asks for one soon: memory needs clean entries.
  public void hurry() {
    requests.hurry();
  }

  /// Every frame up to here is in the store.
  public long redoSequence() {
    return manifest.redoSequence();
  }

  /// What the store says of itself, between two steps.
  CheckpointManifest manifest() {
    return manifest;
  }

  /// The highest version that this process has written to the store, or 0.
  long storedSequence() {
    return storedSequence;
  }

  /// Gives up the checkpoint that is under way, if one is; not during a step. Nothing of a batch
  /// that waited is written.
  ///
  /// @return slots in which memory takes for stored what was in that batch
  Set<Integer> giveUp() {
    Set<Integer> unwritten = new TreeSet<>(slotsInBatch);
    if (slot < Slot.COUNT) {
      source.stored(slot);
    }
    slotsInBatch.forEach(source::stored);
    batch.clear();
    slotsInBatch.clear();
    dying = List.of(); // some may have died in frames that are taken back
    buried = List.of();
    requests.startOver();
    phase = Phase.BETWEEN;
    return unwritten;
  }

  /// The last complete checkpoint of this process.
  public CheckpointReport lastReport() {
    return lastReport;
  }

  /// Dirty entries of all slots, roughly.
  public long dirtyEntries() {
    return source.dirtyEntries();
  }

  public CheckpointOptions options() {
    return options;
  }

  public void options(CheckpointOptions changed) {
    options = changed;
  }

  /// How long until the next checkpoint is due; 0 if it is, though nothing may have changed.
  long idleNs() {
    long due = startedNs + options.intervalMs() * StorageClock.NS_PER_MS;
    return Math.max(0, due - clock.monotonicNs());
  }

  /// There will be no further step.
  void fail(Throwable cause) {
    requests.fail(cause);
    listener.failed(cause);
  }

  private boolean isUnchanged() {
    return unsavedBytes() <= 0 && dying.isEmpty();
  }

  /// Who waits for a checkpoint has the last one.
  private Step unchanged() {
    requests.begin();
    requests.complete(lastReport);
    return Step.UNCHANGED;
  }

  private long unsavedBytes() {
    return log.committedSequence() - redoSequence();
  }

  private boolean isDue() {
    long unsaved = unsavedBytes();
    return requests.isWaiting() || unsaved >= pace.dueBytes(options.redoBytes()) || idleNs() == 0;
  }

  private Step begin() throws IOException {
    requests.begin();
    startedNs = clock.monotonicNs();
    meter.start();
    slot = 0;
    position = 0;
    expirySteps = 0;
    log.makeDurable();
    // Before the databases: every change of them below it must show.
    nextRedo = Math.max(redoSequence(), log.stableSequence());
    databases = source.databases();
    buryDeadSpaces();
    return next(Phase.DRAIN);
  }

  /// Chooses the spaces whose end lies before the redo sequence: those of now, or, if a database
  /// was flushed this very moment, those of the checkpoint before, whose manifest had to be stable.
  private void buryDeadSpaces() {
    boolean isBeforeRedo = databases.version() <= nextRedo;
    buried = isBeforeRedo ? databases.deadSpaces() : dying;
    List<Integer> later = isBeforeRedo ? List.of() : databases.deadSpaces();
    dying = later.stream().filter(space -> !buried.contains(space)).toList();
    buried.forEach(residence::freeDeadSpace);
  }

  private Step drain() {
    CheckpointOptions now = options;
    while (source.isInEntry() || (slot < Slot.COUNT && batch.rows().size() < now.batchBytes())) {
      long before = batch.entries();
      position = source.drain(slot, position, now.lockBytes(), batch);
      boolean isNew = slotsInBatch.isEmpty() || slotsInBatch.getLast() != slot;
      if (batch.entries() > before && isNew) {
        slotsInBatch.add(slot);
      }
      if (position == CheckpointSource.DONE) {
        slot++;
        position = 0;
      }
    }
    return next(Phase.WRITE);
  }

  private Step write() throws StoreException {
    if (!batch.rows().isEmpty()) {
      store.write(batch.rows());
      storedSequence = Math.max(storedSequence, batch.version());
    }
    for (int each : slotsInBatch) {
      source.stored(each);
    }
    meter.count(batch);
    batch.clear();
    slotsInBatch.clear();
    return next(slot == Slot.COUNT ? Phase.EXPIRIES : Phase.DRAIN);
  }

  private Step dropStaleExpiries() throws StoreException {
    for (ExpiryWalk.Due due : expiries.step(clock.wallMs(), EXPIRIES_AT_ONCE)) {
      if (due.isStale()) {
        batch.rows().delete(due.row().array());
      }
    }
    if (!batch.rows().isEmpty()) {
      store.write(batch.rows());
      meter.count(batch);
      batch.clear();
    }
    boolean isEnough = expiries.isAtStart() || ++expirySteps == EXPIRY_STEPS;
    return next(isEnough ? Phase.SPACES : Phase.EXPIRIES);
  }

  private Step publish() throws IOException {
    CheckpointManifest next =
        new CheckpointManifest(
            manifest.hashSeed(),
            nextRedo,
            log.epochOf(nextRedo),
            log.lastEpoch(),
            databases.spaces());
    batch.rows().put(CheckpointManifest.ROW, next.encode());
    store.write(batch.rows());
    batch.clear();
    store.flush();
    CheckpointReport report = meter.report(nextRedo);
    pace.completed(nextRedo - redoSequence(), report.bytes());
    manifest = next;
    lastReport = report;
    listener.completed(report);
    requests.complete(report);
    return next(Phase.DROP);
  }

  /// The counts go last, and in order: while one is left, a restart knows the space and drops it.
  private Step drop() throws StoreException {
    for (int space : buried) {
      for (byte kind : new byte[] {StoreKey.ENTRY, StoreKey.ROW}) {
        byte[] prefix = StoreKey.ofSpace(kind, space);
        store.dropRange(prefix, StoreKey.behind(prefix));
      }
      byte[] counts = StoreKey.ofSpace(StoreKey.COUNT, space);
      batch.rows().deleteRange(counts, StoreKey.behind(counts));
      store.write(batch.rows());
      batch.clear();
      residence.forgetDeadSpace(space);
    }
    return next(Phase.BETWEEN);
  }

  private Step next(Phase then) {
    phase = then;
    return Step.WORKED;
  }

  private boolean isStable(long version) throws IOException {
    if (log.stableSequence() < version && log.committedSequence() >= version) {
      log.makeDurable();
    }
    boolean isStable = log.stableSequence() >= version;
    meter.await(!isStable);
    return isStable;
  }
}
