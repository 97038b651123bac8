package io.trivet.storage.log;

import io.trivet.storage.disk.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A small log on a simulated disk, whose frames hold their own numbers.
///
/// Frame n, counted from 0, has a payload of `PAYLOAD_BYTES` bytes of the value n.
final class LogImage {

  static final int PAYLOAD_BYTES = 200;
  static final int FRAME_BYTES = PAYLOAD_BYTES + 32;

  /// Frames that find place in one segment.
  static final int SEGMENT_FRAMES = 4096 / FRAME_BYTES;

  static final LogOptions OPTIONS =
      LogOptions.defaults().withRingBytes(1 << 13).withSegmentBytes(1 << 13).withRetainedBytes(0);
  static final LogListener DEAF = new LogListener() {};

  final SimDisk disk;

  LogImage() {
    this(new SimDisk(new SplittableRandom(1)));
  }

  private LogImage(SimDisk disk) {
    this.disk = disk;
  }

  LogImage copy() {
    return new LogImage(disk.copy(new SplittableRandom(1)));
  }

  /// What a start found.
  record Found(List<Integer> frames, RecoveryReport report, EpochTable epochs) {}

  /// A log of `frames` frames in batches that were synced one by one; the process was killed.
  static LogImage killed(int frames, int batch) throws IOException {
    LogImage image = new LogImage();
    image.live(frames, batch, false);
    return image;
  }

  /// The same, but the log was closed.
  static LogImage closed(int frames, int batch) throws IOException {
    LogImage image = new LogImage();
    image.live(frames, batch, true);
    return image;
  }

  static LogAppender append(GroupLog log, LogAppender appender, int number) {
    byte[] payload = new byte[PAYLOAD_BYTES];
    Arrays.fill(payload, (byte) number);
    appender.begin(PAYLOAD_BYTES).putBytes(payload, 0, PAYLOAD_BYTES);
    appender.append(log.lastEpoch(), number);
    return appender;
  }

  /// One more life of the log in the next epoch, with `frames` more frames.
  void live(int frames, int batch, boolean isClosed) throws IOException {
    List<Integer> before = new ArrayList<>();
    GroupLog log = GroupLog.open(disk, OPTIONS, 0, collector(before), DEAF);
    try (LogAppender appender = log.appender()) {
      log.openEpoch(log.lastEpoch() + 1);
      LogSyncer syncer = log.newSyncer(0);
      log.setSyncPolicy(SyncPolicy.ALWAYS);
      for (int i = 0; i < frames; i++) {
        append(log, appender, before.size() + i);
        if (i % batch == batch - 1 || i == frames - 1) {
          syncer.step(0);
          syncer.step(0); // a roll may have had to wait for its segment
        }
      }
    }
    if (isClosed) {
      log.close();
    } else {
      log.abandon();
      disk.crashProcess();
    }
  }

  /// Starts the log, and closes it again.
  Found start(LogOptions options) throws IOException {
    List<Integer> frames = new ArrayList<>();
    try (GroupLog log = GroupLog.open(disk, options, 0, collector(frames), DEAF)) {
      return new Found(frames, log.recovery(), log.epochs());
    }
  }

  Found start() throws IOException {
    return start(OPTIONS);
  }

  /// Where in its file frame n begins.
  static int offset(int frame) {
    return SegmentDescriptor.HEADER_BYTES + frame % SEGMENT_FRAMES * FRAME_BYTES;
  }

  /// The file that frame n is in.
  static String segment(int frame) {
    return SegmentName.of((long) frame / SEGMENT_FRAMES * SEGMENT_FRAMES * FRAME_BYTES);
  }

  private static FrameVisitor collector(List<Integer> frames) {
    return (sequence, epoch, wallTimeMs, address, bytes) -> {
      LogTrace.Sent frame = LogTrace.Sent.read(sequence, epoch, wallTimeMs, address, bytes);
      int number = frame.payload().charAt(0);
      if (!frame.payload().equals(Character.toString(number).repeat(PAYLOAD_BYTES))) {
        throw new AssertionError("frame " + frames.size() + " is a mixture");
      }
      frames.add(number);
    };
  }
}
