package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.group.EpochFence;
import io.trivet.storage.disk.SimDisk;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemberFilesTest {
  private static final UUID BOOT = new UUID(1, 2);

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));

  @Test
  void copyKeepsItsIdOverARestartAndANewDirectoryIsANewCopy() throws IOException {
    var first = MemberFiles.open(disk, new SplittableRandom(7)).incarnation(BOOT);
    var again = MemberFiles.open(disk, new SplittableRandom(8)).incarnation(BOOT);
    var other =
        MemberFiles.open(new SimDisk(new SplittableRandom(1)), new SplittableRandom(8))
            .incarnation(BOOT);

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void promisesAreThereAfterARestart() throws IOException {
    MemberFiles files = MemberFiles.open(disk, new SplittableRandom(7));
    assertThat(files.fence()).isEqualTo(EpochFence.OPEN);

    EpochFence nominated = new EpochFence(4, new ConfigVersion(4, 17));
    files.save(nominated);
    assertThat(MemberFiles.open(disk, new SplittableRandom(7)).fence()).isEqualTo(nominated);

    files.save(new EpochFence(5, null));
    assertThat(MemberFiles.open(disk, new SplittableRandom(7)).fence())
        .isEqualTo(new EpochFence(5, null));
  }
}
