package io.trivet.storage.log;

import java.util.concurrent.atomic.AtomicBoolean;

/// Decides whether the command cache takes one more frame, and tells when it does again; a full
/// disk counts as no room.
///
/// This is the bound of what is executed but not written (I36): at it writers wait, nothing is
/// dropped. The answer need not be exact, since [BypassFrames] takes what does not fit; a reserve
/// of an eighth of the ring keeps that rare when several producers ask at once.
///
/// Threads: any.
final class RingRoom {

  private final LogOptions options;
  private final Publication publication;
  private final BypassFrames bypass;
  private final SegmentSupply supply;
  private final WalWriter writer;
  private final AtomicBoolean isWanted = new AtomicBoolean();

  RingRoom(
      LogOptions options,
      Publication publication,
      BypassFrames bypass,
      SegmentSupply supply,
      WalWriter writer) {
    this.options = options;
    this.publication = publication;
    this.bypass = bypass;
    this.supply = supply;
    this.writer = writer;
  }

  /// True if a frame of this size may go through the ring at all.
  boolean isForRing(int bytes) {
    return bytes <= options.ringBytes() / 4;
  }

  /// True if the claimed bytes [start, start + bytes) overwrite nothing that is not yet written.
  boolean isFree(long start, int bytes) {
    return start + bytes - writer.writtenSequence() <= options.ringBytes();
  }

  boolean has(int bytes) {
    if (hasNow(bytes)) {
      return true;
    }
    isWanted.set(true);
    return hasNow(bytes); // what became free before the flag was seen is told to nobody
  }

  /// Called after bytes became free: true if somebody waits for room and there is.
  boolean isBack() {
    boolean isHalfFree =
        !supply.isDiskFull()
            && used() <= options.ringBytes() / 2
            && bypass.pendingBytes() <= options.bypassBytes() / 2;
    return isHalfFree && isWanted.compareAndSet(true, false);
  }

  private boolean hasNow(int bytes) {
    long bypassed = bypass.pendingBytes();
    if (supply.isDiskFull()) {
      return false;
    }
    if (bypassed > 0 && bypassed + bytes > options.bypassBytes()) {
      return false;
    }
    int inRing = isForRing(bytes) ? bytes : 0;
    return used() + inRing + options.ringBytes() / 8 <= options.ringBytes();
  }

  private long used() {
    return publication.tail() - writer.writtenSequence();
  }
}
