package io.trivet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A file of a [SimDisk], open in one incarnation of its process.
final class SimFile implements DiskFile {

  private final SimDisk disk;
  private final String name;
  private final SimInode inode;
  private final int incarnation;
  private volatile boolean isClosed;

  SimFile(SimDisk disk, String name, SimInode inode, int incarnation) {
    this.disk = disk;
    this.name = name;
    this.inode = inode;
    this.incarnation = incarnation;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    disk.announce("read", name);
    synchronized (disk) {
      checkOpen();
      boolean isDone = disk.call("read", name, SimFault.EIO);
      return disk.finish(isDone, inode.read(target, position));
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    disk.announce("write", name);
    synchronized (disk) {
      checkOpen();
      SimFault next = disk.nextFault();
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      if (next == null) {
        disk.call("write", name, SimFault.DISK_FULL);
        disk.requireSpace(Math.max(0, position + bytes.length - inode.size()));
        inode.write(bytes, position);
        source.position(source.limit());
        return bytes.length;
      }
      return writePart(next, source, bytes, position);
    }
  }

  @Override
  public long size() throws IOException {
    disk.announce("size", name);
    synchronized (disk) {
      checkOpen();
      return inode.size();
    }
  }

  @Override
  public void truncate(long bytes) throws IOException {
    disk.announce("truncate", name);
    synchronized (disk) {
      checkOpen();
      boolean isDone = disk.call("truncate", name, SimFault.EIO);
      inode.truncate(bytes);
      disk.finish(isDone, bytes);
    }
  }

  @Override
  public void preallocate(long bytes) throws IOException {
    disk.announce("preallocate", name);
    synchronized (disk) {
      checkOpen();
      boolean isDone = disk.call("preallocate", name, SimFault.DISK_FULL);
      disk.requireSpace(bytes - inode.size());
      inode.write(new byte[(int) bytes], 0);
      disk.finish(isDone, bytes);
    }
  }

  @Override
  public void sync(boolean dataOnly) throws IOException {
    disk.announce("sync", name);
    synchronized (disk) {
      checkOpen();
      boolean isDone;
      try {
        isDone = disk.call("sync", name, SimFault.EIO);
      } catch (IOException e) {
        inode.syncFailed();
        throw e;
      }
      inode.sync();
      disk.finish(isDone, name);
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }

  /// A write that goes wrong: a part of it is done, and then it dies, fails, or says how much it
  /// was.
  private int writePart(SimFault next, ByteBuffer source, byte[] bytes, long position)
      throws IOException {
    int part = disk.part(bytes.length);
    if (next == SimFault.SHORT_WRITE) {
      part = Math.max(1, part);
    }
    byte[] done = new byte[part];
    System.arraycopy(bytes, 0, done, 0, part);
    inode.write(done, position);
    boolean isDone = disk.call("write", name, SimFault.DISK_FULL);
    source.position(source.position() + part);
    return disk.finish(isDone, part);
  }

  private void checkOpen() throws IOException {
    disk.checkAlive(incarnation, name);
    if (isClosed) {
      throw new IOException(name + " is closed");
    }
  }
}
