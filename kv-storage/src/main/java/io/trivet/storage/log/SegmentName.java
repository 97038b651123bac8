package io.trivet.storage.log;

import java.util.regex.Pattern;

/// The file name of a WAL segment: its first sequence in 20 decimal digits, so that the order of
/// the names is that of the log. Persistent: never change.
final class SegmentName {

  static final String SUFFIX = ".wal";

  private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.wal");

  private SegmentName() {}

  static String of(long firstSequence) {
    return "%020d".formatted(firstSequence) + SUFFIX;
  }

  /// The file that keeps bytes which were cut off the log at `sequence`; `attempt` tells several
  /// cuts at the same place apart.
  static String lost(long sequence, int attempt) {
    String number = attempt == 0 ? "" : "-" + attempt;
    return "lost-%020d".formatted(sequence) + number + SUFFIX;
  }

  /// The file that keeps frames of a lineage that the group has left, cut off by a truncation;
  /// `attempt` tells several of the same epoch apart.
  static String diverged(int epoch, int attempt) {
    return "diverged-" + epoch + (attempt == 0 ? "" : "-" + attempt) + SUFFIX;
  }

  /// True for files that keep bytes for people, which no reader of the log looks at.
  static boolean isKept(String name) {
    return name.endsWith(SUFFIX) && (name.startsWith("lost-") || name.startsWith("diverged-"));
  }

  static boolean isSegment(String name) {
    return SEGMENT.matcher(name).matches();
  }

  /// The first sequence of the segment of this name.
  static long firstSequence(String name) {
    return Long.parseLong(name, 0, name.length() - SUFFIX.length(), 10);
  }
}
