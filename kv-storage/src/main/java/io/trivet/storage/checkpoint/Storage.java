package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Everything that keeps a node's data: keyspace, log, checkpoint and cold reads, opened and closed
/// as one.
///
/// Life: [#open] recovers, [#start] starts the threads, [#close] ends with a last checkpoint. In
/// between the node is primary from [#beginEpoch] on, or follows from [#applier] on, and may change
/// from one to the other any number of times.
///
/// Threads: any, unless a method says otherwise.
///
/// This file is long because it is the one face of the package; most of its lines are contracts.
public final class Storage implements AutoCloseable {

  /// Loads side by side during a replay: they wait for the disk more than they work.
  private static final int LOADERS = 8;

  private static final long LOADER_IDLE_SECONDS = 10;

  private static final long FIRST_CHECKPOINT_MS = 600_000;

  private final StorageOptions options;
  private final StorageClock clock;
  private final RandomGenerator random;
  private final StorageListener listener;
  private final ImagePlace images;
  private final ImageOutcome imageOutcome;
  private final Recovery recovery;
  private final ColdReader coldReader;
  private final Evictor evictor;
  private final DiskReserve diskReserve;
  private final Standby standby;
  private volatile LongSupplier committedSequence = () -> 0;
  private volatile @Nullable Checkpointer checkpointer;
  private volatile @Nullable CheckpointThread checkpointThread;
  private volatile @Nullable HousekeepingThread housekeepingThread;
  private volatile @Nullable Housekeeping housekeeping;
  private @Nullable KeyspaceTxn housekeepingTxn;
  private volatile @Nullable VerificationStep verification;
  private boolean isClosed;

  /// The work that no client waits for, and who does it.
  private record Background(
      Checkpointer checkpointer,
      CheckpointThread checkpoints,
      Housekeeping housekeeping,
      HousekeepingThread turns) {}

  /// @param loaders of a standby; closed with the storage, as is `images`
  Storage(
      StorageOptions options,
      StorageClock clock,
      RandomGenerator random,
      StorageListener listener,
      ImagePlace images,
      ImageOutcome imageOutcome,
      Disk disk,
      Recovery recovery,
      ExecutorService loaders) {
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.images = images;
    this.imageOutcome = imageOutcome;
    this.recovery = recovery;
    this.coldReader =
        new ColdReader(
            recovery.keyspace(),
            recovery.store(),
            clock,
            options.maxQueuedKeys(),
            listener::coldRead);
    recovery.keyspace().coldKeys(coldReader);
    this.diskReserve = new DiskReserve(disk, 0, clock, listener);
    this.evictor =
        new Evictor(
            recovery.keyspace(),
            this::keyspaceBytes,
            options.maxMemoryBytes(),
            this::hurryCheckpoint);
    this.standby = new Standby(recovery, clock, loaders, this::committed);
  }

  /// Opens the data in a directory, made if need be, and replays the log. Nothing may be changed
  /// before [#beginEpoch]. An image of another node's data that has come as a whole takes the place
  /// of what was there before.
  ///
  /// @param random draws the hash seed of a new directory, and what leaves memory
  /// @throws IOException if the directory is in use, or the data is damaged, or of a newer version:
  ///   the message names the file and the way out
  public static Storage open(
      Path path,
      StorageOptions options,
      StorageClock clock,
      RandomGenerator random,
      StorageListener listener)
      throws IOException {
    DataDirectory directory = DataDirectory.open(path);
    StorageSignals signals = new StorageSignals(listener);
    Recovery recovery = null;
    try (ExecutorService loaders = Executors.newFixedThreadPool(LOADERS)) {
      directory.deleteImages();
      ImageOutcome image = ImageInstall.run(directory, options.rocks());
      Disk disk = RealDisk.at(directory.wal());
      recovery =
          Recovery.run(
              disk,
              options.log(),
              new RocksHome(directory.checkpoint(), options.rocks()),
              options.databases(),
              random::nextLong,
              clock,
              loaders,
              signals);
      Storage storage =
          new Storage(
              options, clock, random, listener, directory, image, disk, recovery, standbyLoaders());
      signals.storage(storage);
      return storage;
    } finally {
      if (recovery == null) {
        directory.close();
      }
    }
  }

  /// What the start found.
  public StartReport startReport() {
    return recovery.report();
  }

  /// What the start did with an image of another node's data.
  public ImageOutcome imageOutcome() {
    return imageOutcome;
  }

  /// What must have been applied before anything is served from this node, and before it may stand
  /// for primary, because its data came as an image that is that of no moment before (I14); 0:
  /// there is no such bound.
  public long consistentFromSequence() {
    return log().consistentFromSequence();
  }

  /// Where an image of this node's data may be made; the next start deletes it.
  public Path imageDirectory(long id) {
    return images.image(id);
  }

  /// Where an image of another node's data comes in.
  public Path incomingDirectory() {
    return images.incoming();
  }

  public Keyspace keyspace() {
    return recovery.keyspace();
  }

  public GroupLog log() {
    return recovery.log();
  }

  public ColdReader coldReader() {
    return coldReader;
  }

  public Evictor evictor() {
    return evictor;
  }

  /// What stays free on the disk.
  public DiskReserve diskReserve() {
    return diskReserve;
  }

  /// An epoch that this node may begin if nobody else decides about epochs.
  public int nextEpoch() {
    return recovery.nextEpoch();
  }

  /// Begins a reign: from now on transactions may write. Databases that are new in the
  /// configuration get their first space.
  ///
  /// A node that followed must have applied everything, and must have ended its receiver and the
  /// steps of its applier: they are of no use any more.
  ///
  /// @param epoch never used before in this group (I1)
  public void beginEpoch(int epoch) throws IOException {
    standby.stopFollowing();
    log().openEpoch(epoch);
    keyspace().epoch(epoch);
    placeNewDatabases();
    log().write();
    standby.promoted();
  }

  private void placeNewDatabases() {
    List<Integer> fresh =
        IntStream.range(0, options.databases())
            .filter(database -> !keyspace().hasSpace(database))
            .boxed()
            .toList();
    if (!fresh.isEmpty()) {
      try (KeyspaceTxn txn = transaction()) {
        txn.begin(0, clock.wallMs());
        txn.lockAll();
        fresh.forEach(txn::flush);
        txn.commit();
        txn.unlock();
      }
    }
  }

  /// Follows from now on: what others put into the log is applied by the steps of the applier, and
  /// nothing is appended by this node before the next [#beginEpoch]. Every call gives the same
  /// applier until then.
  ///
  /// A node that was primary must have ended all transactions of clients before; its own
  /// housekeeping ends here, for which the call may wait.
  public StandbyApplier applier() {
    HousekeepingThread turns = housekeepingThread;
    if (turns == null) {
      standby.demote();
    } else {
      turns.between(standby::demote);
    }
    return standby.follow();
  }

  /// Takes back everything behind `sequence`, durably: the log is cut, and memory becomes what a
  /// start over the cut log would make of it. Only what the cut frames name is read anew.
  ///
  /// The node follows, its receiver and the steps of its applier have ended, and no client reads
  /// meanwhile. The applier goes on behind the cut then. Blocks on the disk, and on a step of the
  /// checkpoint.
  ///
  /// @param sequence the end of a frame, which a primary of a newer epoch has told (I18)
  /// @return the file that keeps the cut frames, or null if there are none
  /// @throws StoreException if the checkpoint shows frames behind it, which nothing was changed
  ///   for: the node needs a copy of the primary's data
  /// @throws IOException if log or store cannot be read or written: the storage must be closed
  public @Nullable String truncateAfter(long sequence) throws IOException {
    Checkpointer current = checkpointer;
    CheckpointThread checkpoints = checkpointThread;
    HousekeepingThread turns = housekeepingThread;
    if (current == null || checkpoints == null || turns == null) {
      return standby.truncateAfter(sequence, recovery.manifest(), 0, Set::of);
    }
    AtomicReference<@Nullable String> cut = new AtomicReference<>();
    checkpoints.pause(() ->
        turns.between(() ->
            cut.set(
                standby.truncateAfter(
                    sequence, current.manifest(), current.storedSequence(), current::giveUp))));
    return cut.get();
  }

  /// Starts the threads of log, checkpoint, cold reads and housekeeping. Where the log was cut so
  /// that what is left of it is in memory only, it waits until that is in a checkpoint.
  ///
  /// @param committedSequence how far the log is committed; grows, and [#committed] tells of it. On
  ///   a standby it is what the primary says, and may be above the log's end
  /// @param mayWrite whether this node may expire keys now, if it has begun an epoch
  public void start(LongSupplier committedSequence, BooleanSupplier mayWrite, ThreadFactory threads)
      throws IOException {
    log().start(threads, clock::monotonicNs);
    Background made = prepare(committedSequence, mayWrite);
    coldReader.start(options.coldReadThreads(), threads);
    made.checkpoints.start(threads.newThread(made.checkpoints));
    made.turns.start(threads.newThread(made.turns));
    if (recovery.isLogAnew()) {
      checkpointNow(FIRST_CHECKPOINT_MS);
    }
  }

  /// In place of [#start]: the caller makes the steps of all of that, and loads cold keys by
  /// [ColdReader#loadNow]. For simulations.
  StorageSteps startStepped(LongSupplier committedSequence, BooleanSupplier mayWrite) {
    Background made = prepare(committedSequence, mayWrite);
    return new StorageSteps(
        log().newSyncer(clock.monotonicNs()), made.checkpointer, made.housekeeping);
  }

  private Background prepare(LongSupplier committedSequence, BooleanSupplier mayWrite) {
    this.committedSequence = committedSequence;
    Checkpointer made =
        new Checkpointer(
            keyspace(),
            recovery.store(),
            new LogProgress(log(), committedSequence, standby::checkpointableSequence),
            recovery.manifest(),
            options.checkpoint(),
            clock,
            checkpointListener());
    CheckpointThread checkpoints = new CheckpointThread(made);
    KeyspaceTxn txn = transaction();
    housekeepingTxn = txn;
    VerificationStep digests =
        new VerificationStep(keyspace(), txn, log(), recovery.store(), clock);
    verification = digests;
    Housekeeping turn =
        new Housekeeping(
            evictor,
            new Deletions(keyspace(), txn, log(), evictor, made::redoSequence),
            new ExpiryCycle(keyspace(), txn, log(), recovery.store(), coldReader),
            digests,
            diskReserve,
            log(),
            clock,
            random,
            () -> standby.isPrimary() && mayWrite.getAsBoolean());
    HousekeepingThread turns =
        new HousekeepingThread(turn, options.tickMs(), listener::storageFailed);
    checkpointer = made;
    checkpointThread = checkpoints;
    housekeeping = turn;
    housekeepingThread = turns;
    return new Background(made, checkpoints, turn, turns);
  }

  /// A transaction object for one thread.
  public KeyspaceTxn transaction() {
    return keyspace().transaction(log().appender());
  }

  /// Tells that the committed sequence has grown. Cheap: meant for each time.
  public void committed() {
    CheckpointThread thread = checkpointThread;
    if (thread != null) {
      thread.signal();
    }
  }

  /// Tells that a command found too much in memory: eviction does not wait for its next turn.
  public void memoryIsShort() {
    HousekeepingThread thread = housekeepingThread;
    if (thread != null) {
      thread.wake();
    }
  }

  /// Asks for a checkpoint that begins from now on.
  public CompletableFuture<CheckpointReport> checkpoint() {
    CompletableFuture<CheckpointReport> report = checkpointer().request();
    CheckpointThread thread = checkpointThread;
    if (thread != null) {
      thread.wake();
    }
    return report;
  }

  /// Makes a checkpoint of what is committed now, and waits for it. Not on an event loop.
  ///
  /// @throws IOException if it fails, or takes longer than `timeoutMs`
  public CheckpointReport checkpointNow(long timeoutMs) throws IOException {
    try {
      return checkpoint().get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreException("the checkpoint takes longer than " + timeoutMs + " ms", e);
    } catch (ExecutionException e) {
      throw new StoreException("the checkpoint failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a checkpoint", e);
    }
  }

  /// Copies the checkpoint's store as it is into a directory that is not there yet, by hard links,
  /// and pins the log that belongs to it. Waits for the step of the checkpointer that runs, never
  /// for a commit. Not on an event loop.
  ///
  /// @param maxPinnedBytes the pin expires when the log has grown so far beyond the redo sequence
  /// @throws IOException if it fails; what there is of the target is the caller's to delete
  public CheckpointCopy copyCheckpoint(Path target, long maxPinnedBytes) throws IOException {
    CheckpointThread thread = checkpointThread;
    if (thread == null) {
      throw new IllegalStateException("storage is not started");
    }
    try {
      return thread
          .between(() ->
              CheckpointCopy.make(
                  target,
                  maxPinnedBytes,
                  recovery.store(),
                  checkpointer().manifest(),
                  log(),
                  committedSequence.getAsLong()))
          .get();
    } catch (ExecutionException e) {
      throw new StoreException("the checkpoint cannot be copied: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while the checkpoint is copied", e);
    }
  }

  /// Puts digests of slots into the log, while this node may write: every copy compares itself with
  /// them ([StandbyApplier#step]). Another one that is going on ends where it is.
  ///
  /// @param firstSlot and `lastSlot`, both included
  public Verification verify(int firstSlot, int lastSlot) {
    VerificationStep steps = verification;
    HousekeepingThread thread = housekeepingThread;
    if (steps == null || thread == null) {
      throw new IllegalStateException("storage is not started");
    }
    Verification wanted = new Verification(firstSlot, lastSlot);
    steps.begin(wanted);
    thread.wake();
    return wanted;
  }

  /// Changes how memory is kept below its limit, and how expired keys are looked for.
  public void housekeeping(HousekeepingOptions changed) {
    evictor.options(changed);
    Housekeeping turn = housekeeping;
    HousekeepingThread thread = housekeepingThread;
    if (turn != null && thread != null) {
      turn.expiryEffort(changed.expiryEffort());
      thread.tickMs(changed.tickMs());
      thread.wake();
    }
  }

  /// Changes when checkpoints are made.
  public void checkpointOptions(CheckpointOptions changed) {
    checkpointer().options(changed);
  }

  /// Memory of keys and values: native blocks without the log's ring, and collections on the heap.
  public long keyspaceBytes() {
    return Native.allocatedBytes() - options.log().ringBytes() + keyspace().heapBytes();
  }

  /// All memory that storage uses, the caches of log and store included.
  public long memoryBytes() {
    return Native.allocatedBytes()
        + keyspace().heapBytes()
        + recovery.store().figures().cacheBytes();
  }

  /// Figures for metrics.
  public StorageFigures figures() {
    Checkpointer current = checkpointer();
    return new StorageFigures(
        keyspaceBytes(),
        current.dirtyEntries(),
        current.redoSequence(),
        log().appendedSequence() - current.redoSequence(),
        current.lastReport(),
        coldReader.loadedKeys(),
        coldReader.queuedKeys(),
        recovery.store().figures());
  }

  /// Makes a last checkpoint, if it takes no longer than `timeoutMs`, and closes. Without it the
  /// next start replays more log; nothing is lost.
  public void close(long timeoutMs) throws IOException {
    try {
      if (checkpointer != null && log().failure() == null) {
        checkpointNow(timeoutMs);
      }
    } finally {
      close();
    }
  }

  /// Closes without a checkpoint. Transactions must be closed before; a second call does nothing.
  @Override
  public synchronized void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    stopThreads();
    try (images;
        CheckpointStore _ = recovery.store();
        GroupLog _ = log()) {
      coldReader.close();
      standby.close();
      KeyspaceTxn txn = housekeepingTxn;
      if (txn != null) {
        txn.close();
      }
      VerificationStep digests = verification;
      if (digests != null) {
        digests.close();
      }
    }
    keyspace().free();
  }

  /// Gives the memory back and leaves the disk as it is, as a killed process does: for simulations.
  synchronized void abandon() throws IOException {
    isClosed = true;
    standby.close();
    KeyspaceTxn txn = housekeepingTxn;
    if (txn != null) {
      txn.close();
    }
    log().abandon();
    keyspace().free();
  }

  private void stopThreads() {
    try {
      HousekeepingThread housekeeping = housekeepingThread;
      if (housekeeping != null) {
        housekeeping.stop();
      }
      CheckpointThread checkpoint = checkpointThread;
      if (checkpoint != null) {
        checkpoint.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Checkpointer checkpointer() {
    Checkpointer current = checkpointer;
    if (current == null) {
      throw new IllegalStateException("storage is not started");
    }
    return current;
  }

  private void hurryCheckpoint() {
    Checkpointer current = checkpointer;
    if (current != null) {
      current.hurry();
      CheckpointThread thread = checkpointThread;
      if (thread != null) {
        thread.wake();
      }
    }
  }

  private CheckpointListener checkpointListener() {
    return new CheckpointListener() {
      @Override
      public void completed(CheckpointReport report) throws IOException {
        log().pruneBefore(report.redoSequence());
        listener.checkpointed(report);
      }

      @Override
      public void failed(Throwable cause) {
        listener.storageFailed(cause);
      }
    };
  }

  private static ExecutorService standbyLoaders() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            LOADERS,
            LOADERS,
            LOADER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("standby-load-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
