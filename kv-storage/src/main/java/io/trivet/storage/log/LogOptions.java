package io.trivet.storage.log;

import io.trivet.storage.frame.FrameDescriptor;

/// The settings of a log that stay as they are while it is open.
///
/// @param ringBytes size of the command cache; a power of two, 4 KiB to 1 GiB
/// @param segmentBytes size of a WAL segment with its header; 8 KiB to 1 GiB
/// @param bypassBytes bound of the frames that are too large for the ring and wait to be written
/// @param retainedBytes what a prune leaves on disk for standbys
/// @param syncPolicy the policy at the start
/// @param forceTruncate at damage, cut the log there instead of refusing to open it; the bytes cut
///   are kept in a file
public record LogOptions(
    int ringBytes,
    int segmentBytes,
    long bypassBytes,
    long retainedBytes,
    SyncPolicy syncPolicy,
    boolean forceTruncate) {

  private static final int MIN_RING_BYTES = 1 << 12;
  private static final int MAX_RING_BYTES = 1 << 30;
  private static final int MIN_SEGMENT_BYTES = 1 << 13;

  public LogOptions {
    require(
        Integer.bitCount(ringBytes) == 1
            && ringBytes >= MIN_RING_BYTES
            && ringBytes <= MAX_RING_BYTES,
        "ringBytes",
        ringBytes);
    require(
        segmentBytes >= MIN_SEGMENT_BYTES && segmentBytes <= FrameDescriptor.MAX_BYTES,
        "segmentBytes",
        segmentBytes);
    require(bypassBytes >= 0, "bypassBytes", bypassBytes);
    require(retainedBytes >= 0, "retainedBytes", retainedBytes);
  }

  /// 64 MiB of ring, 64 MiB segments, 1 GiB of bypass, 256 MiB retained, `everysec`.
  public static LogOptions defaults() {
    return new LogOptions(1 << 26, 1 << 26, 1L << 30, 1L << 28, SyncPolicy.EVERYSEC, false);
  }

  public LogOptions withRingBytes(int bytes) {
    return new LogOptions(
        bytes, segmentBytes, bypassBytes, retainedBytes, syncPolicy, forceTruncate);
  }

  public LogOptions withSegmentBytes(int bytes) {
    return new LogOptions(ringBytes, bytes, bypassBytes, retainedBytes, syncPolicy, forceTruncate);
  }

  public LogOptions withBypassBytes(long bytes) {
    return new LogOptions(ringBytes, segmentBytes, bytes, retainedBytes, syncPolicy, forceTruncate);
  }

  public LogOptions withRetainedBytes(long bytes) {
    return new LogOptions(ringBytes, segmentBytes, bypassBytes, bytes, syncPolicy, forceTruncate);
  }

  public LogOptions withSyncPolicy(SyncPolicy policy) {
    return new LogOptions(
        ringBytes, segmentBytes, bypassBytes, retainedBytes, policy, forceTruncate);
  }

  public LogOptions withForceTruncate(boolean force) {
    return new LogOptions(ringBytes, segmentBytes, bypassBytes, retainedBytes, syncPolicy, force);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
