package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the members of a healthy group answer.
@ExtendWith(SharedGroup.class)
final class GroupAnswersTest {
  private static final String SLOT_OF_KEY = "12539";

  private final LiveGroup group;
  private final int primary;
  private final int standby;

  GroupAnswersTest(LiveGroup group) {
    this.group = group;
    this.primary = group.whole();
    this.standby = LiveGroup.other(primary);
  }

  @Test
  void acknowledgedWriteIsInTheLogOfTheStandbyAndSoonShown() throws IOException {
    try (Wire writer = group.connect(primary);
        Wire reader = group.connect(standby)) {
      assertThat(reader.call("READONLY").text()).isEqualTo("OK");
      for (int i = 0; i < 50; i++) {
        String value = "v" + i;
        assertThat(writer.call("SET", "key", value).text()).isEqualTo("OK");
        assertThat(group.offset(standby)).isGreaterThanOrEqualTo(group.offset(primary));
        Patience.until(
            () -> "the standby shows " + value,
            () -> reader.call("GET", "key").text().equals(value));
      }
    }
  }

  @Test
  void standbyRefusesWritesAndSendsReadsToThePrimary() throws IOException {
    assertThat(group.call(standby, "SET", "key", "v").text())
        .isEqualTo("READONLY You can't write against a read only replica.");
    assertThat(group.call(standby, "GET", "key").text())
        .isEqualTo("MOVED " + SLOT_OF_KEY + " " + group.address(primary));
    try (Wire reader = group.connect(standby)) {
      reader.call("READONLY");
      assertThat(reader.call("SET", "key", "v").text()).startsWith("READONLY ");
    }
  }

  @Test
  void voterSendsAllThatHasKeysToThePrimary() throws IOException {
    String moved = "MOVED " + SLOT_OF_KEY + " " + group.address(primary);

    assertThat(group.call(LiveGroup.VOTER, "SET", "key", "v").text()).isEqualTo(moved);
    assertThat(group.call(LiveGroup.VOTER, "GET", "key").text()).isEqualTo(moved);
  }

  @Test
  void everyMemberSaysWhoItIsAndWhereThePrimaryIs() throws IOException {
    for (int member : LiveGroup.members()) {
      assertThat(group.call(member, "PING").text()).isEqualTo("PONG");
      WireReply address = group.call(member, "SENTINEL", "get-master-addr-by-name", "main");
      assertThat(address.children().get(1).text()).isEqualTo("" + group.port(primary));
      assertThat(group.call(member, "SENTINEL", "replicas", "main").children()).hasSize(1);
      assertThat(group.info(member, "primary_address")).isEqualTo(group.address(primary));
    }
    assertThat(role(primary)).isEqualTo("master");
    assertThat(role(standby)).isEqualTo("slave");
    assertThat(group.info(primary, "role")).isEqualTo("master");
    assertThat(group.info(standby, "role")).isEqualTo("slave");
    assertThat(group.info(LiveGroup.VOTER, "member_role")).isEqualTo("voter");
  }

  @Test
  void waitCountsTheStandby() throws IOException {
    try (Wire wire = group.connect(primary)) {
      wire.call("SET", "waited", "for");
      assertThat(wire.call("WAIT", "1", "5000").text()).isEqualTo("1");
      assertThat(wire.call("WAITAOF", "1", "1", "5000")).hasToString("[:1, :1]");

      group.member(standby).pause();
      assertThat(wire.call("SET", "waited", "for nobody").text()).isEqualTo("OK");
      assertThat(wire.call("WAIT", "1", "50").text()).isEqualTo("0");
      assertThat(wire.call("WAITAOF", "1", "1", "50").children().get(1).text()).isEqualTo("0");
    }
  }

  @Test
  void frozenVoterChangesNothing() throws IOException {
    String epoch = group.info(primary, "epoch");

    group.member(LiveGroup.VOTER).pause();
    long beginNs = System.nanoTime();
    try (WriteLoad load = new WriteLoad(group, "frozen", 1)) {
      while (System.nanoTime() - beginNs < TimeUnit.SECONDS.toNanos(2)) {
        load.awaitMore(1);
      }
      System.out.println("frozen voter: longest gap " + load.longestGapMs() + " ms, " + load);
      assertThat(load.lost()).isEmpty();
    }
    assertThat(group.info(primary, "epoch")).isEqualTo(epoch);
    assertThat(group.info(primary, "in_sync").split(",", -1)).hasSize(2);
  }

  private String role(int member) throws IOException {
    return group.call(member, "ROLE").children().getFirst().text();
  }
}
