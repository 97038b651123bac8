package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.nemesis.LoopbackGround;
import io.trivet.it.nemesis.TrivetNodes;
import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of a single node becomes that of a group's first member, and is not a single node's
/// any more.
final class SingleNodeToGroupTest {
  private static final int PATIENCE_MS = 5_000;

  @TempDir Path folder;

  @Test
  void groupBeginsWithTheDataOfASingleNodeAndKeepsIt() throws IOException {
    LoopbackGround ground = new LoopbackGround(1);
    try (TrivetNodes single = new TrivetNodes(ground, folder, List.of())) {
      for (int start = 1; start <= 3; start++) {
        single.start();
        setOnceUp(ground, "key" + start);
        single.members().getFirst().kill();
      }
    }

    try (LiveGroup group = new LiveGroup(folder)) {
      assertThat(group.primary()).isEqualTo(1);
      assertThat(Integer.parseInt(group.info(1, "epoch"))).isGreaterThan(3);
      assertThat(group.call(1, "SET", "key4", "v").text()).isEqualTo("OK");
      group.whole();
      group.expectSameData();
      group.member(1).kill();
      assertThat(group.successorOf(1)).isEqualTo(2);
      assertThat(group.call(2, "EXISTS", "key1", "key2", "key3", "key4").text()).isEqualTo("4");
      group.whole();
      group.expectSameData();
    }

    try (TrivetNodes single = new TrivetNodes(ground, folder, List.of())) {
      single.start();
      Patience.until(
          () -> "the node refuses the folder of a member",
          () ->
              single.members().getFirst().log().contains("is that of a member of a group")
                  && !single.members().getFirst().isRunning());
    }
  }

  private static void setOnceUp(LoopbackGround ground, String key) {
    Patience.until(
        () -> "the single node answers",
        () -> {
          try (Wire wire = Wire.connect(ground.client(1), PATIENCE_MS, PATIENCE_MS)) {
            return wire.call("SET", key, "v").text().equals("OK");
          }
        });
  }
}
