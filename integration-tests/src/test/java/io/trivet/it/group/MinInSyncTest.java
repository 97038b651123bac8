package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group that takes writes only while they are on two disks.
final class MinInSyncTest {
  @TempDir Path folder;

  @Test
  void writesAreRefusedWhileTheStandbyIsGoneAndReadsAreNot() throws IOException {
    try (LiveGroup group = new LiveGroup(folder, "min-in-sync 2")) {
      int primary = group.whole();
      assertThat(group.callServed(primary, "SET", "key", "before").text()).isEqualTo("OK");

      group.member(LiveGroup.other(primary)).kill();
      Patience.until(() -> "writes are refused", () -> answer(group, primary).equals("NOREPLICAS"));
      Patience.until(
          () -> "reads are answered",
          () -> group.call(primary, "GET", "key").text().equals("before"));

      group.member(LiveGroup.other(primary)).start();
      Patience.until(() -> "writes are taken again", () -> answer(group, primary).equals("OK"));
      group.whole();
      group.expectSameData();
    }
  }

  /// The first word of the answer to a write to another key. One that was begun before the standby
  /// was missed stays without an answer, and its connection with it.
  private static String answer(LiveGroup group, int primary) throws IOException {
    try (Wire wire = group.connect(primary, 500)) {
      return wire.call("SET", "other", "v").text().split(" ", 2)[0];
    }
  }
}
