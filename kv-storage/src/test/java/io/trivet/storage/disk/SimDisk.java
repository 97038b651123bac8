package io.trivet.storage.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that forgets what was not synced, and fails where it is told to.
///
/// Bytes are durable after a sync of their file, names after a sync of the directory; neither
/// implies the other. [#crashProcess] ends the process that uses the disk, [#losePower] the
/// machine: the files and locks that were open are dead then, and the disk is as a new start finds
/// it.
///
/// Every call counts; [#failAt] lets one of them go wrong.
///
/// Threads: any; a hook of [#onCall] may block its caller.
public final class SimDisk implements Disk {

  private SimDirectory directory = new SimDirectory();
  private final RandomGenerator random;
  private long calls;
  private long faultAt = -1;
  private SimFault fault = SimFault.EIO;
  private boolean isCrashed;
  private boolean isLocked;
  private int incarnation;
  private long capacityBytes = Long.MAX_VALUE;
  private Hook hook = (operation, name) -> {};

  /// Hears of every call before it is done; may wait, to simulate a disk that hangs.
  @FunctionalInterface
  public interface Hook {
    void called(String operation, String name) throws IOException;
  }

  /// @param random decides what a torn call leaves
  public SimDisk(RandomGenerator random) {
    this.random = random;
  }

  /// The same disk once more, for another fate; nothing is open on it.
  public synchronized SimDisk copy(RandomGenerator otherRandom) {
    SimDisk copy = new SimDisk(otherRandom);
    copy.directory = directory.copy();
    copy.capacityBytes = capacityBytes;
    return copy;
  }

  /// Calls so far.
  public synchronized long calls() {
    return calls;
  }

  /// Lets the call with this number, counted from 0, go wrong; a negative number none.
  public synchronized void failAt(long call, SimFault kind) {
    faultAt = call;
    fault = kind;
  }

  public synchronized void onCall(Hook newHook) {
    hook = newHook;
  }

  /// How much all files together may have.
  public synchronized void limitTo(long bytes) {
    capacityBytes = bytes;
  }

  /// The process ends; everything that was written stays.
  public synchronized void crashProcess() {
    restart();
  }

  /// The machine loses its power; only what was synced stays.
  public synchronized void losePower() {
    directory.losePower();
    restart();
  }

  /// The machine loses its power; of what was not synced any part stays.
  public synchronized void losePower(RandomGenerator fate) {
    directory.losePower(fate);
    restart();
  }

  /// Flips bits of one byte on the platter.
  public synchronized void rot(String name, long position, int mask) {
    existing(name).rot(position, mask);
  }

  /// The bytes of a file.
  public synchronized byte[] bytes(String name) {
    return existing(name).bytes();
  }

  /// Puts a file there, durably, whatever it was before.
  public synchronized void put(String name, byte[] bytes) {
    SimInode inode = new SimInode();
    inode.write(bytes, 0);
    inode.sync();
    directory.create(name, inode);
    directory.sync();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    announce("create", name);
    synchronized (this) {
      boolean isDone = call("create", name, SimFault.DISK_FULL);
      if (directory.get(name) != null) {
        throw new FileAlreadyExistsException(name);
      }
      SimInode inode = new SimInode();
      directory.create(name, inode);
      return finish(isDone, new SimFile(this, name, inode, incarnation));
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    announce("open", name);
    synchronized (this) {
      boolean isDone = call("open", name, SimFault.EIO);
      SimInode inode = directory.get(name);
      if (inode == null) {
        throw new NoSuchFileException(name);
      }
      return finish(isDone, new SimFile(this, name, inode, incarnation));
    }
  }

  @Override
  public List<String> list() throws IOException {
    announce("list", "");
    synchronized (this) {
      return finish(call("list", "", SimFault.EIO), directory.names());
    }
  }

  @Override
  public void rename(String source, String target) throws IOException {
    announce("rename", source);
    synchronized (this) {
      boolean isDone = call("rename", source, SimFault.EIO);
      if (directory.get(source) == null) {
        throw new NoSuchFileException(source);
      }
      directory.rename(source, target);
      finish(isDone, target);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    announce("delete", name);
    synchronized (this) {
      boolean isDone = call("delete", name, SimFault.EIO);
      if (directory.get(name) == null) {
        throw new NoSuchFileException(name);
      }
      directory.delete(name);
      finish(isDone, name);
    }
  }

  @Override
  public void syncDirectory() throws IOException {
    announce("syncDirectory", "");
    synchronized (this) {
      // A failure leaves the changes to the next sync: names go through the file system's journal,
      // which either takes them later or lets nothing through any more.
      boolean isDone = call("syncDirectory", "", SimFault.EIO);
      directory.sync();
      finish(isDone, "");
    }
  }

  @Override
  public synchronized long usableBytes() {
    return capacityBytes - usedBytes();
  }

  /// The length of all files together.
  public synchronized long usedBytes() {
    long used = 0;
    for (SimInode inode : directory.inodes()) {
      used += inode.size();
    }
    return used;
  }

  @Override
  public synchronized DirectoryLock lock() throws IOException {
    if (isLocked) {
      throw new DirectoryLockedException("simulated directory is in use");
    }
    isLocked = true;
    int owner = incarnation;
    return () -> unlock(owner);
  }

  @Override
  public String describe(String name) {
    return "/sim/" + name;
  }

  void announce(String operation, String name) throws IOException {
    Hook current;
    synchronized (this) {
      current = hook;
    }
    current.called(operation, name);
  }

  /// Counts a call and lets it fail if it is its turn. True if it ends well, false if the process
  /// dies when it is done.
  ///
  /// @param relevant of DISK_FULL and SHORT_WRITE the one that this call can meet, or EIO for none
  boolean call(String operation, String name, SimFault relevant) throws IOException {
    if (isCrashed) {
      throw new SimCrash(operation + " after the crash");
    }
    if (calls++ != faultAt) {
      return true;
    }
    return switch (fault) {
      case CRASH -> {
        isCrashed = true;
        if (random.nextBoolean()) {
          throw new SimCrash("before " + operation + " " + name);
        }
        yield false;
      }
      case EIO -> throw new IOException("injected EIO in " + operation + " of " + name);
      case DISK_FULL -> {
        if (relevant == SimFault.DISK_FULL) {
          throw new DiskFullException("injected ENOSPC in " + operation + " of " + name);
        }
        yield true;
      }
      case SHORT_WRITE -> true;
    };
  }

  /// The fault that the next call will meet; null for none.
  @Nullable SimFault nextFault() {
    return !isCrashed && calls == faultAt ? fault : null;
  }

  <T> T finish(boolean isDone, T result) {
    if (!isDone) {
      throw new SimCrash("after the call");
    }
    return result;
  }

  void checkAlive(int owner, String name) throws IOException {
    if (owner != incarnation) {
      throw new IOException(name + " was opened before the crash");
    }
  }

  /// Some of a torn write's bytes.
  int part(int bytes) {
    return random.nextInt(bytes + 1);
  }

  void requireSpace(long more) throws IOException {
    if (more > usableBytes()) {
      throw new DiskFullException("simulated disk is full");
    }
  }

  private synchronized void unlock(int owner) {
    if (owner == incarnation) {
      isLocked = false;
    }
  }

  private void restart() {
    isCrashed = false;
    isLocked = false;
    faultAt = -1;
    incarnation++;
  }

  private SimInode existing(String name) {
    SimInode inode = directory.get(name);
    if (inode == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return inode;
  }
}
