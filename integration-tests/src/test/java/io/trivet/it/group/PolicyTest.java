package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CONFIG SET of what is the group's.
final class PolicyTest {
  @TempDir Path folder;

  @Test
  void policyIsTheGroupsAndWinsOverTheFileAfterAFailover() throws IOException {
    try (LiveGroup group = new LiveGroup(folder);
        WriteLoad load = new WriteLoad(group, "policy", 2)) {
      int primary = group.primary();
      int standby = LiveGroup.other(primary);
      assertThat(group.call(standby, "CONFIG", "SET", "min-in-sync", "2").text())
          .contains("set them on the primary, " + group.address(primary));
      assertThat(group.call(LiveGroup.VOTER, "CONFIG", "SET", "appendfsync", "always").text())
          .contains("set them on the primary");

      assertThat(
              group
                  .call(primary, "CONFIG", "SET", "appendfsync", "always", "min-in-sync", "2")
                  .text())
          .isEqualTo("OK");
      for (int member : LiveGroup.members()) {
        Patience.until(
            () -> "n" + member + " knows the policy",
            () -> value(group, member, "min-in-sync").equals("2"));
        assertThat(value(group, member, "appendfsync")).isEqualTo("always");
      }
      load.awaitMore(50);

      group.member(primary).kill();
      group.whole();
      assertThat(group.info(group.primary(), "min_in_sync")).isEqualTo("2");
      assertThat(value(group, primary, "appendfsync")).isEqualTo("always");
      load.awaitMore(50);
      assertThat(load.lost()).isEmpty();
    }
  }

  private static String value(LiveGroup group, int member, String option) throws IOException {
    return group.call(member, "CONFIG", "GET", option).children().getLast().text();
  }
}
