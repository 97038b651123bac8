package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameWriter;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The log of one shard on this node: a bounded ring in native memory in front of WAL segments.
///
/// Sequences are byte positions. They are contiguous over the life of the log and are not reset by
/// a restart; the sequence of a frame is the position of its end, and 0 is before the first.
///
/// Life: [#open] (recovery), [#start], then reigns and followings in turn, [#close]. A reign begins
/// with [#openEpoch] and has any number of [#appender]s, a following has one [#receiver]; there are
/// never both.
///
/// Failure: after the first write or sync that fails, the log is failed for this process: nothing
/// is written or synced again, every call that could fail throws [LogFailedException], and no
/// sequence is reported any more (I19).
///
/// Invariants: durableSequence <= writtenSequence <= publishedSequence <= appendedSequence; none of
/// them falls, except with [#truncateAfter].
///
/// Threads: any, unless a method says otherwise.
///
/// This file is long because it is the one face of the package; most of its lines are contracts.
public final class GroupLog implements AutoCloseable {

  /// What [#syncingSinceNs] says while no sync is going on.
  public static final long NOT_SYNCING = Long.MIN_VALUE;

  /// How often one caller of [#write] works for others before it leaves them to the syncer.
  private static final int MAX_WRITE_ROUNDS = 4;

  private final Disk disk;
  private final LogOptions options;
  private final LogListener listener;
  private final Disk.DirectoryLock lock;
  private final RecoveryReport recovery;
  private final LogFiles files;
  private volatile long ringStart; // what is older was read by nobody from the ring
  private final Publication publication;
  private final CommandCache cache;
  private final BypassFrames bypass = new BypassFrames();
  private final SegmentIndex segments;
  private final SegmentSupply supply;
  private final WalWriter writer;
  private final RingRoom room;
  private final LogPins pins = new LogPins();

  private final AtomicBoolean isWriting = new AtomicBoolean();
  private final AtomicBoolean isSyncRequested = new AtomicBoolean();
  private final Object syncLock = new Object();
  private final Object prepareLock = new Object();
  private final Object fileLock = new Object(); // epoch table and prune; before syncLock
  private final LogFailure failure;
  private volatile SyncPolicy syncPolicy;
  private volatile boolean isSyncDemanded;
  private volatile long retainedBytes;
  private volatile EpochTable epochs;
  private volatile long consistentFromSequence;
  private volatile int epoch; // in which appenders append; 0 while there is no reign
  private volatile @Nullable LogReceiver receiver; // changed under fileLock
  private volatile List<Long> truncations = List.of(); // where, one after another
  private volatile boolean isBegun; // there was a reign or a following: bytes may have come
  private volatile LongSupplier clockNs = () -> 0;
  private volatile @Nullable LogThreads threads;
  private volatile long syncingSinceNs = NOT_SYNCING;

  private GroupLog(
      Disk disk,
      LogOptions options,
      LogListener listener,
      Disk.DirectoryLock lock,
      RecoveredLog recovered) {
    this.disk = disk;
    this.options = options;
    this.listener = listener;
    this.lock = lock;
    this.failure = new LogFailure(disk, listener);
    this.recovery = recovered.report();
    this.files = new LogFiles(disk);
    this.ringStart = recovered.endSequence();
    this.syncPolicy = options.syncPolicy();
    this.retainedBytes = options.retainedBytes();
    this.epochs = recovered.epochs();
    this.consistentFromSequence = recovered.consistentFromSequence();
    this.publication = new Publication(ringStart);
    this.cache = new CommandCache(options.ringBytes());
    this.segments = new SegmentIndex(recovered.segments());
    this.supply = new SegmentSupply(disk, options.segmentBytes());
    this.writer = new WalWriter(disk, cache, bypass, supply, segments, ringStart, recovered.last());
    this.room = new RingRoom(options, publication, bypass, supply, writer);
  }

  /// Opens the log in a directory that it then has for itself, hands every frame that ends above
  /// `fromSequence` to `visitor`, in order, and repairs a torn end. On return all of that is
  /// durable.
  ///
  /// @param fromSequence the redo sequence of the checkpoint, the end of a frame; 0: from the start
  /// @throws io.trivet.storage.disk.DirectoryLockedException if somebody else has the directory
  /// @throws CorruptFrameException if bytes that had been synced are not readable; nothing was
  ///   changed then
  public static GroupLog open(
      Disk disk, LogOptions options, long fromSequence, FrameVisitor visitor, LogListener listener)
      throws IOException {
    return open(disk, options, fromSequence, fromSequence, visitor, listener);
  }

  /// [#open(Disk, LogOptions, long, FrameVisitor, LogListener)] beside a checkpoint that is ahead
  /// of its redo sequence.
  ///
  /// @param storedSequence the highest version in the checkpoint: the log must reach it, and
  ///   nothing new may be numbered below. If the log may be cut and ends before, it begins anew
  ///   there.
  public static GroupLog open(
      Disk disk,
      LogOptions options,
      long fromSequence,
      long storedSequence,
      FrameVisitor visitor,
      LogListener listener)
      throws IOException {
    Disk.DirectoryLock lock = disk.lock();
    boolean isOpen = false;
    try {
      RecoveredLog recovered =
          new LogRecovery(disk, options, fromSequence, storedSequence, visitor).run();
      GroupLog log = new GroupLog(disk, options, listener, lock, recovered);
      isOpen = true;
      return log;
    } finally {
      if (!isOpen) {
        lock.close();
      }
    }
  }

  /// What [#open] found, for the caller to log: a cut and lost files are worth a warning.
  public RecoveryReport recovery() {
    return recovery;
  }

  /// Begins a new epoch and with it a reign of this node; until then nothing can be appended, and
  /// no append may run meanwhile. The log and the epoch's start are durable on return. Blocks on
  /// the disk.
  ///
  /// @param newEpoch never used before in this group (I1), so greater than [#lastEpoch]
  public void openEpoch(int newEpoch) throws IOException {
    synchronized (fileLock) {
      Invariant.check(receiver == null, "reign beside a receiver", newEpoch, lastEpoch());
      isBegun = true;
      long start = flushForEpoch();
      files.deleteCleanStop();
      replaceEpochs(epochs.withOwn(newEpoch, start));
      epoch = newEpoch;
    }
  }

  /// Begins a following: no append runs, and from now on none may begin before the receiver is
  /// closed and [#openEpoch] has been called. Blocks on the disk.
  public LogReceiver receiver() throws IOException {
    synchronized (fileLock) {
      Invariant.check(receiver == null, "two receivers", lastEpoch(), appendedSequence());
      epoch = 0;
      long published = publishedSequence();
      Invariant.check(
          published == appendedSequence(), "receiver beside an append", published, published);
      isBegun = true;
      files.deleteCleanStop();
      if (epochs.isOwn(lastEpoch())) {
        replaceEpochs(epochs.withLastReceived());
      } else {
        disk.syncDirectory();
      }
      LogReceiver opened = new LogReceiver(this, publication, cache, bypass, room);
      receiver = opened;
      return opened;
    }
  }

  /// The newest epoch that the log knows; 0 if it has none.
  public int lastEpoch() {
    return epochs.lastEpoch();
  }

  /// Which epoch starts where.
  public EpochTable epochs() {
    return epochs;
  }

  /// Starts the threads that sync and that prepare segments. A simulation calls [#newSyncer]
  /// instead.
  ///
  /// @param clockNs monotonic time
  public void start(ThreadFactory factory, LongSupplier clockNs) {
    Invariant.check(threads == null, "log started twice", 0, 0);
    this.clockNs = clockNs;
    threads = new LogThreads(this, failure, factory, clockNs);
  }

  /// A syncer whose steps the caller makes, in place of [#start].
  public LogSyncer newSyncer(long nowNs) {
    return new LogSyncer(this, nowNs, true);
  }

  /// A new way into the log, for one thread.
  public LogAppender appender() {
    return new LogAppender(this, publication);
  }

  /// A reader that begins behind `sequence`, the end of a frame or 0.
  ///
  /// @param bufferBytes of its buffer, in which several frames find place
  public LogReader reader(long sequence, int bufferBytes) {
    return new LogReader(this, sequence, bufferBytes);
  }

  /// True if a frame of up to `bytes` bytes finds room. Ask before the command changes anything: an
  /// append itself always succeeds. After a no, [LogListener#roomAvailable] tells when to ask
  /// again.
  public boolean hasRoom(int bytes) {
    boolean hasRoom = room.has(bytes) && failure.get() == null;
    if (!hasRoom) {
      wakeSyncer(); // in case nobody else is about to write
    }
    return hasRoom;
  }

  /// True if writers are refused because the disk is full, not because it is slow.
  public boolean isDiskFull() {
    return supply.isDiskFull();
  }

  /// Tells that a batch of appends is over: writes what is published or, under [SyncPolicy#ALWAYS],
  /// leaves it to the syncer. Never syncs.
  public void endBatch() throws LogFailedException {
    if (syncPolicy() == SyncPolicy.ALWAYS) {
      failure.throwIfFailed();
      if (appendedSequence() > durableSequence()) {
        wakeSyncer(); // not for a batch of reads
      }
    } else {
      write();
    }
  }

  /// Has everything published synced soon, whatever the policy says.
  public void requestSync() {
    isSyncRequested.set(true);
    wakeSyncer();
  }

  /// Whether a sync was requested; the request is taken back.
  boolean takeSyncRequest() {
    return isSyncRequested.get() && isSyncRequested.getAndSet(false);
  }

  /// Writes everything published. If another thread is at it, that one does it, or the syncer: the
  /// call returns at once, and the listener hears of it on that thread.
  ///
  /// @return the written sequence
  public long write() throws LogFailedException {
    long before = writtenSequence();
    boolean isMine = true;
    for (int round = 0; isMine && round < MAX_WRITE_ROUNDS && hasUnwritten(); round++) {
      failure.throwIfFailed();
      isMine = writeOnce();
    }
    failure.throwIfFailed();
    long written = writtenSequence();
    if (written > before) {
      listener.written(written);
      tellRoom();
    }
    LogThreads running = threads;
    if (running != null && supply.isWanting()) {
      running.wakePreparer();
    }
    if (isMine && hasUnwritten()) {
      wakeSyncer(); // no segment, or enough done here for the others
    }
    return written;
  }

  /// Makes durable what was appended before the call, whatever the policy. Blocks on the disk.
  ///
  /// @return the durable sequence
  /// @throws DiskFullException if there is no space for it; the log has not failed then
  public long flush() throws IOException {
    long target = appendedSequence();
    while (write() < target) {
      prepareSegment();
      if (supply.isDiskFull()) {
        throw new DiskFullException("no space for the next segment of the log");
      }
      Thread.onSpinWait(); // a claim is being filled, or another thread is writing
    }
    sync();
    return durableSequence();
  }

  /// The end of what has been given a place.
  public long appendedSequence() {
    return publication.tail();
  }

  /// The end of what is complete in memory.
  public long publishedSequence() {
    return publication.published();
  }

  /// The end of what reached the operating system.
  public long writtenSequence() {
    return writer.writtenSequence();
  }

  /// The end of what is synced.
  public long durableSequence() {
    return writer.durableSequence();
  }

  /// Where the oldest segment begins: nothing before it can be read.
  public long firstSequence() {
    return segments.firstSequence(ringStart);
  }

  /// What must have been applied before the state is that of any moment, because the log began
  /// beside a copy of another node's checkpoint (I14, [LogBeginning]); 0: nothing more than there
  /// is.
  public long consistentFromSequence() {
    return consistentFromSequence;
  }

  /// Keeps the frames behind `sequence` from being pruned.
  ///
  /// @param maxBytes the pin expires when the log has grown so far beyond it
  /// @throws PrunedException if they are gone already
  public LogPin pin(long sequence, long maxBytes) throws PrunedException {
    synchronized (fileLock) {
      if (sequence < firstSequence()) {
        throw new PrunedException(sequence, firstSequence());
      }
      return pins.add(sequence, maxBytes);
    }
  }

  /// Drops the whole segments that end at or below `sequence`, but keeps the retained bytes, and
  /// what is pinned.
  public void pruneBefore(long sequence) throws IOException {
    synchronized (fileLock) {
      failure.throwIfFailed();
      if (0 < consistentFromSequence && consistentFromSequence <= sequence) {
        files.deleteBeginning();
        consistentFromSequence = 0;
      }
      long written = writtenSequence();
      long limit = pins.limit(Math.min(sequence, written - retainedBytes), written);
      // A segment that begins below the durable sequence is certainly there after a crash; so one
      // that is left is.
      List<Long> old = segments.endingBefore(Math.min(limit, durableSequence() - 1));
      if (old.isEmpty()) {
        return;
      }
      for (long first : old) {
        segments.remove(first);
        disk.delete(SegmentName.of(first));
      }
      disk.syncDirectory();
      EpochTable shorter = epochs.prunedBefore(firstSequence());
      if (!shorter.equals(epochs)) {
        replaceEpochs(shorter);
      }
    }
  }

  /// Cuts everything behind `sequence` off the log, in place, as the primary of a newer epoch says
  /// (I18), and keeps the cut frames in `diverged-<epoch of the first>.wal`. On return both are
  /// durable, all sequences are at the cut, and a receiver or an epoch may begin there. Epochs that
  /// start at or behind the cut are gone from the table, also if no frame is cut.
  ///
  /// No appender, receiver or reader is at work meanwhile. Readers that had gone behind the cut,
  /// and whatever else was made of the cut frames (keys in memory), are the caller's business; so
  /// is that no checkpoint has got so far, for then the next [#open] refuses.
  ///
  /// A crash in the middle leaves the old log or, once it is decided, one that the next [#open]
  /// cuts; never without the copy. Blocks on the disk.
  ///
  /// @param sequence the end of a frame, at least [#firstSequence]
  /// @return the name of the file with the cut frames; null if there were none
  /// @throws PrunedException if `sequence` is older than the oldest segment
  /// @throws DiskFullException if there is no space for the copy; nothing is cut then
  public @Nullable String truncateAfter(long sequence) throws IOException {
    synchronized (fileLock) {
      Invariant.check(receiver == null, "truncation beside a receiver", sequence, lastEpoch());
      epoch = 0;
      flush();
      isBegun = true;
      if (sequence < firstSequence()) {
        throw new PrunedException(sequence, firstSequence());
      }
      LogTruncation truncation = new LogTruncation(disk, files);
      if (sequence < durableSequence()) {
        truncation.checkFrameEnd(segments.holding(sequence), sequence);
      }
      while (!isWriting.compareAndSet(false, true)) {
        Thread.onSpinWait(); // somebody looks whether there is anything to write
      }
      try {
        return truncateAlone(truncation, sequence);
      } finally {
        isWriting.set(false);
        tellRoom();
      }
    }
  }

  /// Copies everything behind `sequence` that is still here to a file of its own, as
  /// [#truncateAfter] does, and cuts nothing: other data is about to take the place of this log.
  /// Durable on return. The receiver has ended.
  ///
  /// @return the name of the file, or null if there is nothing
  public @Nullable String exportAfter(long sequence) throws IOException {
    synchronized (fileLock) {
      Invariant.check(receiver == null, "export beside a receiver", sequence, lastEpoch());
      flush();
      long first = Math.max(sequence, firstSequence());
      long end = durableSequence();
      return first >= end
          ? null
          : new LogTruncation(disk, files)
              .export(segments.all(), first, end, epochs.epochOfFrameAt(first));
    }
  }

  /// Changes what the next prune leaves on disk.
  public void retainedBytes(long bytes) {
    retainedBytes = bytes;
  }

  /// The policy in force: the one that was set, or `always` while that is demanded.
  public SyncPolicy syncPolicy() {
    return isSyncDemanded ? SyncPolicy.ALWAYS : syncPolicy;
  }

  /// Has everything synced as under `always` from now on, or no more, whatever policy is set: the
  /// last copy of a group syncs before it answers.
  public void demandSync(boolean isDemanded) {
    isSyncDemanded = isDemanded;
    wakeSyncer();
  }

  /// Changes the policy from the next step of the syncer on.
  public void setSyncPolicy(SyncPolicy policy) {
    syncPolicy = policy;
    wakeSyncer();
  }

  /// Why the log failed; null while it works.
  public @Nullable LogFailedException failure() {
    return failure.get();
  }

  /// Stops the syncer, writes and syncs everything, leaves the mark of a clean stop, and gives the
  /// directory back. Appenders and readers must not be used any more.
  @Override
  public void close() throws IOException {
    stopThreads();
    try {
      if (failure.get() == null && isBegun) {
        flush();
        files.writeCleanStop(durableSequence());
      }
    } finally {
      release();
    }
  }

  /// Gives the memory back and leaves the disk as it is, as a killed process does: for simulations.
  public void abandon() {
    stopThreads();
    bypass.free();
    cache.free();
  }

  /// An epoch of another node begins at the end of the log.
  void beginReceivedEpoch(int newEpoch) throws IOException {
    synchronized (fileLock) {
      replaceEpochs(epochs.with(newEpoch, flushForEpoch()));
    }
  }

  /// The receiver is done.
  void received(LogReceiver closed) {
    synchronized (fileLock) {
      if (receiver == closed) {
        receiver = null;
      }
    }
  }

  /// A frame that may not enter the log fails it: memory has changed already, so this node is not
  /// what its log says, and may answer nothing any more.
  void checkEpoch(int frameEpoch) {
    int now = epoch;
    try {
      Invariant.check(frameEpoch == now && now != 0, "append in another epoch", frameEpoch, now);
    } catch (IllegalStateException e) {
      failure.fail("", "append refused", e);
      throw e;
    }
  }

  /// An append claimed its place and died before it filled it: nothing behind it can ever be
  /// published.
  void failAppend() {
    failure.fail("", "append failed", new IllegalStateException("a claimed frame is not filled"));
  }

  /// Puts a claimed, sealed frame where the writer finds it.
  void fill(long start, FrameWriter frame) {
    int bytes = frame.frameBytes();
    if (room.isForRing(bytes) && room.isFree(start, bytes)) {
      cache.put(start, frame.address(), bytes);
    } else {
      bypass.add(start, frame.detach());
    }
  }

  /// Prepares the next segment, if it is not ready. Blocks on the disk.
  void prepareSegment() throws LogFailedException {
    boolean wasDiskFull = supply.isDiskFull();
    synchronized (prepareLock) {
      failure.throwIfFailed();
      try {
        supply.prepare();
      } catch (IOException e) {
        throw failure.fail(SegmentSupply.SPARE_PREFIX, "cannot prepare a segment", e);
      }
    }
    if (wasDiskFull && !supply.isDiskFull()) {
      tellRoom();
    }
  }

  /// Makes everything written durable. Blocks on the disk.
  public void sync() throws LogFailedException {
    synchronized (syncLock) {
      failure.throwIfFailed();
      if (durableSequence() == writtenSequence()) {
        return;
      }
      long startNs = clockNs.getAsLong();
      syncingSinceNs = startNs;
      try {
        writer.sync();
      } catch (IOException e) {
        throw failure.fail(writer.lastFile(), "sync failed", e);
      }
      syncingSinceNs = NOT_SYNCING;
      listener.synced(clockNs.getAsLong() - startNs);
    }
    listener.durable(durableSequence());
  }

  /// When the sync began that is going on, by the clock of [#start]: a disk that hangs is noticed
  /// by it. [#NOT_SYNCING] if there is none.
  public long syncingSinceNs() {
    return syncingSinceNs;
  }

  /// Makes full segments durable. Blocks on the disk.
  void syncSealed() throws LogFailedException {
    synchronized (syncLock) {
      failure.throwIfFailed();
      try {
        if (!writer.syncSealed()) {
          return;
        }
      } catch (IOException e) {
        throw failure.fail(writer.lastFile(), "sync failed", e);
      }
    }
    listener.durable(durableSequence());
  }

  CommandCache cache() {
    return cache;
  }

  BypassFrames bypass() {
    return bypass;
  }

  SegmentIndex segments() {
    return segments;
  }

  /// True if no producer may have begun to overwrite what the ring holds from `sequence` on.
  boolean isInRing(long sequence) {
    return sequence >= ringStart && appendedSequence() - sequence <= options.ringBytes();
  }

  /// Where the log has been cut since it was opened, one cut after another.
  List<Long> truncations() {
    return truncations;
  }

  Disk disk() {
    return disk;
  }

  /// Cuts the log; nobody else writes or syncs.
  private @Nullable String truncateAlone(LogTruncation truncation, long sequence)
      throws IOException {
    synchronized (syncLock) {
      failure.throwIfFailed();
      long end = durableSequence();
      Invariant.check(end == appendedSequence(), "truncation beside an append", end, sequence);
      Invariant.check(sequence <= end, "truncation behind the end", sequence, end);
      if (sequence == end) {
        replaceEpochs(epochs.cutAfter(sequence));
        return null;
      }
      LogFiles.Truncation decided = new LogFiles.Truncation(sequence, end);
      String copy;
      try {
        files.deleteCleanStop(); // durable with the copy
        copy = truncation.export(segments.all(), sequence, end, epochs.epochOfFrameAt(sequence));
        truncation.decide(decided);
      } catch (DiskFullException e) {
        throw e;
      } catch (IOException e) {
        throw failure.fail(SegmentName.diverged(lastEpoch(), 0), "cannot keep cut frames", e);
      }
      try {
        restartAt(sequence, truncation.cutSegments(decided));
        epochs = truncation.finish(epochs, decided);
      } catch (IOException e) {
        throw failure.fail(SegmentName.of(sequence), "cannot cut the log", e);
      }
      return copy;
    }
  }

  /// Sets everything in memory back to the end of a log that was cut.
  private void restartAt(long sequence, List<Long> segmentsLeft) throws IOException {
    for (long first : segments.all()) {
      if (!segmentsLeft.contains(first)) {
        segments.remove(first);
      }
    }
    ringStart = sequence;
    bypass.restart();
    publication.restartAt(sequence);
    writer.restartAt(sequence, WalSegment.reopen(disk, segmentsLeft.getLast(), sequence));
    List<Long> more = new ArrayList<>(truncations);
    more.add(sequence);
    truncations = List.copyOf(more);
  }

  /// Makes everything durable, for an epoch that begins behind it; returns its start.
  private long flushForEpoch() throws IOException {
    if (supply.isWanting()) {
      prepareSegment();
    }
    flush();
    long start = durableSequence();
    Invariant.check(start == appendedSequence(), "epoch in the middle", start, appendedSequence());
    return start;
  }

  private void replaceEpochs(EpochTable table) throws IOException {
    files.writeEpochs(table);
    epochs = table;
  }

  private boolean hasUnwritten() {
    return publishedSequence() > writtenSequence();
  }

  /// Writes what is published now; false if another thread is at it. That one looks again when it
  /// has given the right back, and so sees what the caller published before it asked.
  private boolean writeOnce() throws LogFailedException {
    if (!isWriting.compareAndSet(false, true)) {
      return false;
    }
    try {
      writer.write(publication.published());
    } catch (IOException | RuntimeException e) {
      throw failure.fail(writer.lastFile(), "write failed", e);
    } finally {
      isWriting.set(false);
    }
    VarHandle.fullFence();
    return true;
  }

  private void tellRoom() {
    if (room.isBack()) {
      listener.roomAvailable();
    }
  }

  private void wakeSyncer() {
    LogThreads running = threads;
    if (running != null) {
      running.wakeSyncer();
    }
  }

  private void stopThreads() {
    LogThreads running = threads;
    if (running != null) {
      running.stop();
    }
  }

  private void release() throws IOException {
    try {
      supply.close();
      writer.close();
    } finally {
      bypass.free();
      cache.free();
      lock.close();
    }
  }
}
