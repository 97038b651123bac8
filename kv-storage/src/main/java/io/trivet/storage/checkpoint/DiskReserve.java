package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import java.io.IOException;

/// Whether the disk has so little space left that nothing more may be written for clients.
///
/// The reserve is what a checkpoint and the log need meanwhile: the log's next segment is filled
/// ahead, and a store that is compacted is larger for a while. A node that went on until the disk
/// is full could do neither, and would have to stop with answers owed (I19, I35).
///
/// Threads: [#look] by the housekeeping, the rest by any.
public final class DiskReserve {

  private static final long LOOK_NS = 250 * StorageClock.NS_PER_MS;

  private final Disk disk;
  private final StorageClock clock;
  private final StorageListener listener;
  private volatile long reserveBytes;
  private volatile boolean isTouched;
  private long lookedNs;
  private boolean hasLooked;

  /// @param reserveBytes what is to stay free; 0: everything may be used
  DiskReserve(Disk disk, long reserveBytes, StorageClock clock, StorageListener listener) {
    this.disk = disk;
    this.reserveBytes = reserveBytes;
    this.clock = clock;
    this.listener = listener;
  }

  /// True if less is free than the reserve: writes are to be refused.
  public boolean isTouched() {
    return isTouched;
  }

  /// Changes what is to stay free; counts from the next look on.
  public void bytes(long bytes) {
    reserveBytes = bytes;
  }

  /// Asks the disk, unless it did so a moment ago.
  void look() throws StoreException {
    long nowNs = clock.monotonicNs();
    if (hasLooked && nowNs - lookedNs < LOOK_NS) {
      return;
    }
    hasLooked = true;
    lookedNs = nowNs;
    try {
      long usableBytes = disk.usableBytes();
      boolean isBelow = usableBytes < reserveBytes;
      if (isBelow != isTouched) {
        isTouched = isBelow;
        listener.diskReserve(isBelow, usableBytes);
      }
    } catch (IOException e) {
      throw new StoreException("the free space of " + disk.describe("") + " is not to be had", e);
    }
  }
}
