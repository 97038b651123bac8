package io.trivet.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.process.NodeProcess;
import io.trivet.it.process.NodeProcess.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/// A node that cannot start ends with an exit code that is not 0, and says why in a line.
final class StartTest {
  @TempDir Path folder;

  @Test
  void folderInUseIsNamed() {
    try (NodeProcess node = NodeProcess.start(folder);
        Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      isRefused(NodeProcess.refused(folder), folder.resolve("data").toString(), "in use");
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void folderThatIsAFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("data"), "no folder");
    isRefused(NodeProcess.refused(folder), folder.resolve("data").toString());
  }

  @Test
  void folderThatCannotBeMadeIsNamed() {
    isRefused(NodeProcess.refused(folder, "--dir", "/proc/trivet"), "/proc/trivet");
  }

  @Test
  void portInUseIsNamed() {
    try (NodeProcess node = NodeProcess.start(folder)) {
      String port = Integer.toString(node.port());
      isRefused(
          NodeProcess.refused(folder, "--dir", folder.resolve("other").toString(), "--port", port),
          port);
    }
  }

  @Test
  void unknownDirectiveIsNamed() {
    isRefused(NodeProcess.refused(folder, "--wal-segmentsize", "1mb"), "wal-segmentsize");
  }

  @Test
  void wrongValueIsNamed() {
    isRefused(NodeProcess.refused(folder, "--appendfsync", "sometimes"), "appendfsync", "everysec");
  }

  @Test
  void damageInTheMiddleOfTheLogIsNamed() {
    DataFolder data = DataFolder.written(folder, false);
    Path segment = data.segments().getFirst();
    DataFolder.damage(segment, 500_000, 4);
    isRefused(NodeProcess.refused(folder), segment.toString(), "--force-truncate-log yes");
    try (NodeProcess node = NodeProcess.start(folder, "--force-truncate-log", "yes");
        Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      assertThat(jedis.exists("key:0")).isTrue();
      assertThat(jedis.dbSize()).isLessThan(DataFolder.KEYS);
      jedis.set("key:new", "");
      node.kill();
      node.restart();
    }
  }

  @Test
  void damagedHeaderOfASegmentIsNamed() {
    DataFolder data = DataFolder.written(folder, false);
    Path segment = data.segments().get(1);
    DataFolder.damage(segment, 0, 16);
    isRefused(NodeProcess.refused(folder), segment.getFileName().toString());
  }

  @Test
  void missingSegmentIsNamed() throws IOException {
    DataFolder data = DataFolder.written(folder, false);
    Path segment = data.segments().get(1);
    Files.delete(segment);
    Refusal refusal = NodeProcess.refused(folder);
    isRefused(refusal, "wal");
  }

  @Test
  void tornTailIsCutAndAllBeforeItIsThere() {
    DataFolder data = DataFolder.written(folder, false);
    Path last = data.segments().getLast();
    DataFolder.damage(last, DataFolder.lastByte(last), 1);
    try (NodeProcess node = NodeProcess.start(folder);
        Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      assertThat(jedis.dbSize()).isEqualTo(DataFolder.KEYS - 1);
      assertThat(jedis.exists("key:" + (DataFolder.KEYS - 2))).isTrue();
    }
  }

  @Test
  void damagedTableOfTheCheckpointIsNamed() {
    DataFolder data = DataFolder.written(folder, true);
    List<Path> tables = data.tables();
    assertThat(tables).isNotEmpty();
    tables.forEach(table -> DataFolder.damage(table, DataFolder.lastByte(table) - 40, 32));
    Refusal refusal = NodeProcess.refused(folder);
    isRefused(refusal, ".sst");
  }

  private static void isRefused(Refusal refusal, String... named) {
    assertThat(refusal.exitCode()).isNotZero();
    assertThat(refusal.log()).contains(named).doesNotContain("\tat ");
  }
}
