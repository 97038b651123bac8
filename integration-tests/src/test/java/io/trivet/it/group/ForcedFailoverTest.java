package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group whose only copy in sync is gone, and an operator who goes on with the other one.
final class ForcedFailoverTest {
  @TempDir Path folder;
  private LiveGroup group;
  private int primary;
  private int standby;

  @BeforeEach
  void leaveOneCopyInSync() throws IOException {
    group = new LiveGroup(folder);
    primary = group.primary();
    standby = LiveGroup.other(primary);
    assertThat(group.call(primary, "SET", "early", "1").text()).isEqualTo("OK");
    group.expectSameData();
    group.member(standby).kill();
    Patience.until(
        () -> "the primary goes on alone",
        () -> group.call(primary, "SET", "late", "1").text().equals("OK"));
    group.member(primary).kill();
    group.member(standby).start();
    Patience.until(
        () -> "the copy knows its group",
        () -> !group.info(standby, "epoch").isEmpty() && !group.info(standby, "epoch").equals("0"));
  }

  @AfterEach
  void stopGroup() {
    group.close();
  }

  @Test
  void copyThatLacksWritesServesOnceItIsForcedAndTheOldOneIsReplaced() throws IOException {
    WireReply report = group.call(standby, "FAILOVER", "FORCE");
    assertThat(field(report, "loss")).contains("may be lost");
    String[] confirmed = field(report, "confirm_with").split(" ", -1);
    assertThat(confirmed).startsWith("FAILOVER", "FORCE", "ACCEPT-LOSS");
    confirmed[4] = "1";
    assertThat(group.call(standby, confirmed).text()).contains("are not as given");

    assertThat(field(forced(), "outcome")).startsWith("appointed");
    assertThat(group.successorOf(primary)).isEqualTo(standby);
    assertThat(group.call(standby, "GET", "early").text()).isEqualTo("1");
    assertThat(group.call(standby, "EXISTS", "late").text()).isEqualTo("0");
    assertThat(group.call(standby, "SET", "after", "1").text()).isEqualTo("OK");
    assertThat(group.info(standby, "last_change_forced")).isEqualTo("1");
    assertThat(group.call(standby, confirmed).text()).contains("nothing need be lost");

    assertThat(group.whole()).isEqualTo(standby);
    group.expectSameData();
    assertThat(diverged(primary)).hasSize(1);
    assertThat(group.call(standby, "EXISTS", "late").text()).isEqualTo("0");
    assertThat(group.member(primary).log()).contains("an epoch was forced without frames");
  }

  @Test
  void nobodyIsForcedWithoutAMajority() throws IOException {
    group.member(LiveGroup.VOTER).kill();
    assertThat(forced().text()).contains("no majority of the group answers");
    assertThat(group.info(standby, "last_change_forced")).isNotEqualTo("1");
  }

  /// Asks until the old primary has been silent for long enough.
  private WireReply forced() {
    WireReply[] last = new WireReply[1];
    Patience.until(
        () -> "it is decided: " + last[0],
        () -> {
          WireReply report = group.call(standby, "FAILOVER", "FORCE");
          last[0] = group.call(standby, field(report, "confirm_with").split(" ", -1));
          return !last[0].isError() || !last[0].text().contains("is heard here");
        });
    return last[0];
  }

  private static String field(WireReply report, String name) {
    List<WireReply> children = report.children();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      if (children.get(i).text().equals(name)) {
        return children.get(i + 1).text();
      }
    }
    throw new AssertionError(name + " is not in " + report);
  }

  private List<Path> diverged(int member) throws IOException {
    try (Stream<Path> files = Files.list(group.member(member).folder().resolve("wal"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("diverged-")).toList();
    }
  }
}
