package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.process.Folder;
import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A standby that no log can feed any more gets an image of the data, and starts on it.
final class ImageTest {
  private static final String[] SMALL = {
    "wal-segment-size 1mb", "wal-keep-size 0", "checkpoint-interval-ms 250", "log-ring-size 1mb"
  };
  private static final int WRITES = 6_000;
  private static final String VALUE = "x".repeat(1_000);

  @TempDir Path folder;

  @Test
  void standbyThatWasAwayForTooLongOrLostItsDiskIsFedWithAnImage() throws IOException {
    try (LiveGroup group = new LiveGroup(folder, SMALL)) {
      int standby = LiveGroup.other(group.whole());
      group.member(standby).kill();
      write(group, LiveGroup.other(standby), "away");
      long awayMs = rejoin(group);

      int wiped = LiveGroup.other(group.primary());
      group.member(wiped).kill();
      Folder.empty(group.member(wiped).folder());
      write(group, LiveGroup.other(wiped), "wiped");
      long wipedMs = rejoin(group);

      System.out.printf("image: %d ms after absence, %d ms on a new disk%n", awayMs, wipedMs);
      int primary = group.primary();
      group.member(primary).kill();
      assertThat(group.successorOf(primary)).isEqualTo(LiveGroup.other(primary));
      assertThat(group.callServed(LiveGroup.other(primary), "DBSIZE").text())
          .isEqualTo(Integer.toString(2 * WRITES));
    }
  }

  /// Starts the standby, waits until it is in sync after an image, and compares.
  private static long rejoin(LiveGroup group) {
    int imagesBefore = images(group);
    long beginNs = System.nanoTime();
    group.whole();
    long ms = (System.nanoTime() - beginNs) / 1_000_000;
    group.expectSameData();
    assertThat(images(group)).isGreaterThan(imagesBefore);
    return ms;
  }

  /// Writes so much that the log from before is gone.
  private static void write(LiveGroup group, int primary, String name) throws IOException {
    long before = group.offset(primary);
    Deque<String> left = new ArrayDeque<>();
    IntStream.range(0, WRITES).forEach(i -> left.add(name + i));
    Patience.until(() -> left.size() + " writes are left", () -> isWritten(group, primary, left));
    Patience.until(
        () -> "the log before is gone",
        () -> Long.parseLong(group.info(primary, "repl_backlog_first_byte_offset")) > before);
  }

  /// Writes the keys of a list in one pipeline, and leaves those in it that were refused.
  private static boolean isWritten(LiveGroup group, int primary, Deque<String> left)
      throws IOException {
    try (Wire wire = group.connect(primary)) {
      for (String key : left) {
        wire.send(List.of("SET", key, VALUE));
      }
      for (int i = left.size(); i > 0; i--) {
        boolean isTaken = wire.read().text().equals("OK");
        String key = left.removeFirst();
        if (!isTaken) {
          left.addLast(key);
        }
      }
      return left.isEmpty();
    }
  }

  /// How often a primary has made one.
  private static int images(LiveGroup group) {
    return (group.member(1).log() + group.member(2).log()).split("image made", -1).length;
  }
}
