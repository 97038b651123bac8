package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.group.EpochFence;
import io.trivet.storage.checkpoint.SlotDifference;
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
    var first = MemberFiles.open(disk, new SplittableRandom(7), 0).incarnation(BOOT);
    var again = MemberFiles.open(disk, new SplittableRandom(8), 0).incarnation(BOOT);
    var other =
        MemberFiles.open(new SimDisk(new SplittableRandom(1)), new SplittableRandom(8), 0)
            .incarnation(BOOT);

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void copyThatDiffersIsAnotherCopyFromTheNextStartOnAndBarredUntilItIsReplaced()
      throws IOException {
    SlotDifference difference = new SlotDifference(1794, 4096, -1, 7);
    MemberFiles files = MemberFiles.open(disk, new SplittableRandom(7), 0);
    EpochFence promised = new EpochFence(4, null);
    files.save(promised);
    files.differs(difference);
    assertThat(files.difference()).isEqualTo(difference);

    MemberFiles barred = MemberFiles.open(disk, new SplittableRandom(8), 0);
    assertThat(barred.incarnation(BOOT)).isNotEqualTo(files.incarnation(BOOT));
    assertThat(barred.difference()).isEqualTo(difference);
    assertThat(barred.fence()).isEqualTo(promised);

    MemberFiles still = MemberFiles.open(disk, new SplittableRandom(9), 0);
    assertThat(still.incarnation(BOOT)).isEqualTo(barred.incarnation(BOOT));
    assertThat(still.difference()).isEqualTo(difference);
    still.replaced();
    assertThat(still.difference()).isNull();

    MemberFiles replaced = MemberFiles.open(disk, new SplittableRandom(10), 0);
    assertThat(replaced.incarnation(BOOT)).isEqualTo(barred.incarnation(BOOT));
    assertThat(replaced.difference()).isNull();
  }

  @Test
  void promisesAreThereAfterARestart() throws IOException {
    MemberFiles files = MemberFiles.open(disk, new SplittableRandom(7), 0);
    assertThat(files.fence()).isEqualTo(EpochFence.OPEN);

    EpochFence nominated = new EpochFence(4, new ConfigVersion(4, 17));
    files.save(nominated);
    assertThat(MemberFiles.open(disk, new SplittableRandom(7), 0).fence()).isEqualTo(nominated);

    files.save(new EpochFence(5, null));
    assertThat(MemberFiles.open(disk, new SplittableRandom(7), 0).fence())
        .isEqualTo(new EpochFence(5, null));
  }

  /// I1: its epochs may be those of other frames in the group.
  @Test
  void logFromBeforeTheGroupIsOfNoGroupBeforeItHasFoundedOne() throws IOException {
    assertThat(MemberFiles.open(disk, new SplittableRandom(7), 5).isOfNoGroup(5)).isTrue();
    MemberFiles again = MemberFiles.open(disk, new SplittableRandom(7), 5);
    assertThat(again.isOfNoGroup(5)).isTrue();
    assertThat(again.isOfNoGroup(6)).isFalse();
  }

  @Test
  void logThatAMemberBeganIsTheGroups() throws IOException {
    MemberFiles.open(disk, new SplittableRandom(7), 0);
    assertThat(MemberFiles.open(disk, new SplittableRandom(7), 3).isOfNoGroup(3)).isFalse();
  }
}
