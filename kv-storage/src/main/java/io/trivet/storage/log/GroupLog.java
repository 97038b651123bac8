package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.frame.FrameWriter;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The log of one shard on this node: a bounded ring in native memory in front of WAL segments.
///
/// Sequences are byte positions. They are contiguous over the life of the log and are not reset by
/// a restart; the sequence of a frame is the position of its end, and 0 is before the first.
///
/// Life: [#open] (recovery), [#openEpoch], [#start], any number of [#appender]s, [#close].
///
/// Failure: after the first write or sync that fails, the log is failed for this process: nothing
/// is written or synced again, every call that could fail throws [LogFailedException], and no
/// sequence is reported any more (I19).
///
/// Threads: any, unless a method says otherwise.
public final class GroupLog implements AutoCloseable {

  private final Disk disk;
  private final LogOptions options;
  private final LogListener listener;
  private final Publication publication;
  private final CommandCache cache;
  private final BypassFrames bypass = new BypassFrames();
  private final SegmentSupply supply;
  private final WalWriter writer;
  private final Disk.DirectoryLock lock;

  private final AtomicBoolean isWriting = new AtomicBoolean();
  private final AtomicBoolean isRoomWanted = new AtomicBoolean();
  private final AtomicReference<@Nullable LogFailedException> failure = new AtomicReference<>();
  private volatile SyncPolicy syncPolicy;
  private volatile int epoch;
  private volatile @Nullable LogSyncer syncer;
  private @Nullable Thread syncerThread;

  private GroupLog(
      Disk disk,
      LogOptions options,
      LogListener listener,
      Disk.DirectoryLock lock,
      long endSequence,
      @Nullable WalSegment last) {
    this.disk = disk;
    this.options = options;
    this.listener = listener;
    this.lock = lock;
    this.syncPolicy = options.syncPolicy();
    this.publication = new Publication(endSequence);
    this.cache = new CommandCache(options.ringBytes());
    this.supply = new SegmentSupply(disk, options.segmentBytes());
    this.writer = new WalWriter(disk, cache, bypass, supply, endSequence, last);
  }

  /// Opens the log in a directory that it has for itself, and hands every frame that ends above
  /// `fromSequence` to `visitor`, in order.
  ///
  /// @param fromSequence the redo sequence of the checkpoint, the end of a frame; 0: from the start
  /// @throws io.trivet.storage.disk.DirectoryLockedException if somebody else has the directory
  public static GroupLog open(
      Disk disk, LogOptions options, long fromSequence, FrameVisitor visitor, LogListener listener)
      throws IOException {
    Disk.DirectoryLock lock = disk.lock();
    GroupLog log = new GroupLog(disk, options, listener, lock, fromSequence, null);
    log.supply.prepare();
    return log;
  }

  /// Begins a new epoch; until then nothing can be appended. Its start is durable on return.
  ///
  /// @param newEpoch never used before in this group (I1): greater than [#lastEpoch]
  public void openEpoch(int newEpoch) throws IOException {
    Invariant.check(newEpoch > epoch, "epoch falls", newEpoch, epoch);
    epoch = newEpoch;
  }

  /// The newest epoch that the log knows; 0 if it has none.
  public int lastEpoch() {
    return epoch;
  }

  /// Starts the syncer's thread. A simulation does not call this but steps [#newSyncer].
  public void start(ThreadFactory threads, LongSupplier clockNs) {
    LogSyncer started = newSyncer(clockNs);
    Thread thread = threads.newThread(started);
    syncerThread = thread;
    thread.start();
  }

  /// The syncer, to be stepped by the caller.
  public LogSyncer newSyncer(LongSupplier clockNs) {
    LogSyncer created = new LogSyncer(this, clockNs);
    syncer = created;
    return created;
  }

  /// A new way into the log, for one thread.
  public LogAppender appender() {
    return new LogAppender(this, publication);
  }

  /// True if a frame of up to `bytes` bytes finds room. Ask before the command changes anything: an
  /// append itself always succeeds. After a no, [LogListener#roomAvailable] tells when to ask
  /// again.
  public boolean hasRoom(int bytes) {
    if (roomFor(bytes)) {
      return true;
    }
    isRoomWanted.set(true);
    return roomFor(bytes); // what became free before the flag was seen tells nobody
  }

  /// True if writers have to wait because the disk is full, not because it is slow.
  public boolean isDiskFull() {
    return supply.isDiskFull();
  }

  /// Tells that a batch of appends is over: writes what is published, or under [SyncPolicy#ALWAYS]
  /// leaves it to the syncer. Never syncs.
  public void endBatch() throws LogFailedException {
    if (syncPolicy == SyncPolicy.ALWAYS) {
      throwIfFailed();
      wakeSyncer();
    } else {
      write();
    }
  }

  /// Writes everything published. If another thread is at it, that one does it: the call returns at
  /// once, and the listener hears of it.
  ///
  /// @return the written sequence
  public long write() throws LogFailedException {
    long before = writer.writtenSequence();
    boolean isComplete = true;
    while (isComplete && publication.published() > writer.writtenSequence()) {
      throwIfFailed();
      if (!isWriting.compareAndSet(false, true)) {
        break;
      }
      try {
        isComplete = writer.write(publication.published());
      } catch (IOException | RuntimeException e) {
        throw fail(writer.lastFile(), e);
      } finally {
        isWriting.set(false);
      }
      // Whoever published and then found the right taken relies on this thread to look again.
      VarHandle.fullFence();
    }
    long written = writer.writtenSequence();
    if (written > before) {
      listener.written(written);
      tellRoom();
    }
    if (!isComplete) {
      wakeSyncer();
    }
    return written;
  }

  /// The end of what has been given a place.
  public long appendedSequence() {
    return publication.tail();
  }

  /// The end of what reached the operating system.
  public long writtenSequence() {
    return writer.writtenSequence();
  }

  /// The end of what is synced.
  public long durableSequence() {
    return writer.durableSequence();
  }

  public SyncPolicy syncPolicy() {
    return syncPolicy;
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

  /// Stops the syncer, writes and syncs everything, and gives the directory back. Appenders must
  /// not be used any more.
  @Override
  public void close() throws IOException {
    stopSyncer();
    try {
      if (failure.get() == null) {
        finish();
      }
    } finally {
      supply.close();
      writer.close();
      bypass.free();
      cache.free();
      lock.close();
    }
  }

  void checkEpoch(int frameEpoch) {
    Invariant.check(frameEpoch == epoch, "append in another epoch", frameEpoch, epoch);
  }

  /// Puts a claimed, sealed frame where the writer finds it.
  void fill(long start, FrameWriter frame) {
    int bytes = frame.frameBytes();
    if (isForRing(bytes) && start + bytes - writer.writtenSequence() <= options.ringBytes()) {
      cache.put(start, frame.address(), bytes);
    } else {
      bypass.add(start, frame.detach());
    }
  }

  void prepareSegment() throws LogFailedException {
    throwIfFailed();
    boolean wasDiskFull = supply.isDiskFull();
    try {
      supply.prepare();
    } catch (IOException e) {
      throw fail(SegmentSupply.SPARE_PREFIX, e);
    }
    if (wasDiskFull && !supply.isDiskFull()) {
      tellRoom();
    }
  }

  /// Makes everything written durable. Threads: the syncer.
  void sync() throws LogFailedException {
    throwIfFailed();
    if (writer.durableSequence() == writer.writtenSequence()) {
      return;
    }
    try {
      writer.sync();
    } catch (IOException e) {
      throw fail(writer.lastFile(), e);
    }
    listener.durable(writer.durableSequence());
  }

  /// Makes full segments durable. Threads: the syncer.
  void syncSealed() throws LogFailedException {
    throwIfFailed();
    try {
      if (!writer.syncSealed()) {
        return;
      }
    } catch (IOException e) {
      throw fail(writer.lastFile(), e);
    }
    listener.durable(writer.durableSequence());
  }

  /// True if the syncer must not wait before its next step.
  boolean hasUrgentWork() {
    if (supply.isWanting() && !supply.isDiskFull()) {
      return true;
    }
    return syncPolicy == SyncPolicy.ALWAYS
        && publication.published() > writer.durableSequence()
        && !supply.isDiskFull();
  }

  /// Makes the log failed, if it is not yet, and returns the first cause.
  LogFailedException fail(String file, Throwable cause) {
    LogFailedException now =
        new LogFailedException(
            "log failed at sequence %d in %s: %s"
                .formatted(writer.writtenSequence(), disk.describe(file), cause.getMessage()),
            cause);
    LogFailedException first = failure.compareAndExchange(null, now);
    if (first != null) {
      return first;
    }
    listener.failed(now);
    return now;
  }

  private void throwIfFailed() throws LogFailedException {
    LogFailedException cause = failure.get();
    if (cause != null) {
      throw cause;
    }
  }

  private boolean isForRing(int bytes) {
    return bytes <= options.ringBytes() / 4;
  }

  private boolean roomFor(int bytes) {
    if (failure.get() != null || supply.isDiskFull()) {
      return false;
    }
    long bypassed = bypass.pendingBytes();
    if (bypassed > 0 && bypassed + bytes > options.bypassBytes()) {
      return false;
    }
    // A part of the ring is left to the producers that asked at the same moment.
    long reserve = options.ringBytes() / 8;
    long used = publication.tail() - writer.writtenSequence();
    return used + (isForRing(bytes) ? bytes : 0) + reserve <= options.ringBytes();
  }

  private void tellRoom() {
    boolean isHalfFree =
        publication.tail() - writer.writtenSequence() <= options.ringBytes() / 2
            && bypass.pendingBytes() <= options.bypassBytes() / 2;
    if (isHalfFree && isRoomWanted.compareAndSet(true, false)) {
      listener.roomAvailable();
    }
  }

  private void wakeSyncer() {
    LogSyncer current = syncer;
    if (current != null) {
      current.wake();
    }
  }

  private void finish() throws IOException {
    while (write() < publication.published()) {
      prepareSegment();
      if (supply.isDiskFull()) {
        throw new DiskFullException("no space for the next segment of the log");
      }
    }
    sync();
  }

  private void stopSyncer() {
    LogSyncer running = syncer;
    Thread thread = syncerThread;
    if (running == null) {
      return;
    }
    running.stop();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
