package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.log.EpochTable;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// An image takes the place of a node's data as a whole or not at all, wherever the node dies on
/// the way, and however often (H33, I14).
class ImageInstallTest {

  private static final ImageMark MARK =
      new ImageMark(9, 5000, 7000, new EpochTable(List.of(new EpochTable.Entry(3, 0))));
  private static final LogOptions LOG =
      LogOptions.defaults().withRingBytes(1 << 12).withSegmentBytes(1 << 13).withRetainedBytes(0);

  @Test
  void anImageTakesThePlaceOfTheData() throws IOException {
    SimFolders folders = folders(1, true);
    assertThat(install(folders)).isEqualTo(ImageOutcome.INSTALLED);
    checkNew(folders);
    assertThat(install(folders)).isEqualTo(ImageOutcome.NONE);
    checkNew(folders);
  }

  @Test
  void anImageIsTakenWhereNothingWasBefore() throws IOException {
    SimFolders folders =
        new SimFolders(new SplittableRandom(1)).with(ImageInstall.INCOMING, image(true));
    assertThat(install(folders)).isEqualTo(ImageOutcome.INSTALLED);
    assertThat(folders.files(ImageInstall.CHECKPOINT)).containsOnlyKeys("000007.sst", "CURRENT");
  }

  @Test
  void anImageWithoutItsMarkIsLeftAlone() throws IOException {
    SimFolders folders = folders(1, false);
    assertThat(install(folders)).isEqualTo(ImageOutcome.NONE);
    checkOld(folders);
    assertThat(folders.names()).contains(ImageInstall.INCOMING);
  }

  @Test
  void aDamagedImageIsThrownAway() throws IOException {
    SimFolders folders = folders(1, true);
    ImageOutcome outcome = new ImageInstall(folders, mark -> false).run();
    assertThat(outcome).isEqualTo(ImageOutcome.REFUSED);
    checkOld(folders);
    assertThat(folders.names()).doesNotContain(ImageInstall.INCOMING);
  }

  @Test
  void aCrashAnywhereLeavesTheImageOrTheOldDataAndNeverAMixture() throws IOException {
    SimFolders whole = folders(0, true);
    install(whole);
    long calls = whole.calls();
    for (long call = 0; call < calls; call++) {
      for (int seed = 0; seed < 8; seed++) {
        SimFolders folders = folders(seed, true);
        crash(folders, call, seed);
        crash(folders, seed * 5L, seed + 1);
        install(folders);
        checkNew(folders);
      }
    }
  }

  @Test
  void aMarkThatWasNeverSyncedIsMadeDurableBeforeAnythingElse() throws IOException {
    for (long call = 0; call < 40; call++) {
      for (int seed = 0; seed < 8; seed++) {
        SimDisk image = image(false);
        image.onCall(ImageInstallTest::failSyncOfDirectory);
        assertThatThrownBy(() -> MARK.write(image)).hasMessage("no sync");
        SimFolders folders = folders(seed, false).with(ImageInstall.INCOMING, image);
        crash(folders, call, 1);
        if (install(folders) == ImageOutcome.INSTALLED
            || folders.files(ImageInstall.CHECKPOINT).containsKey("000007.sst")) {
          checkNew(folders);
        } else {
          checkOld(folders);
        }
      }
    }
  }

  private static void failSyncOfDirectory(String operation, String name) throws IOException {
    if (operation.equals("syncDirectory")) {
      throw new IOException("no sync");
    }
  }

  @Test
  void aCrashAnywhereInARefusalLeavesTheOldData() throws IOException {
    SimFolders whole = folders(0, true);
    new ImageInstall(whole, mark -> false).run();
    long calls = whole.calls();
    for (long call = 0; call < calls; call++) {
      for (int seed = 0; seed < 8; seed++) {
        SimFolders folders = folders(seed, true);
        folders.crashAt(call);
        try {
          new ImageInstall(folders, mark -> false).run();
        } catch (SimCrash e) {
          folders.losePower();
        }
        // What was damaged once may be readable the next time, as long as it is whole.
        new ImageInstall(folders, mark -> isWhole(folders)).run();
        if (folders.files(ImageInstall.CHECKPOINT).containsKey("000007.sst")) {
          checkNew(folders);
        } else {
          checkOld(folders);
        }
      }
    }
  }

  @Test
  void anImageThatRotsWhenTheOldStoreHasSteppedAsideGivesItBack() throws IOException {
    SimFolders folders =
        new SimFolders(new SplittableRandom(1))
            .with(ImageInstall.OLD, disk("000001.sst", "CURRENT"))
            .with(ImageInstall.WAL, wal())
            .with(ImageInstall.INCOMING, image(true));
    assertThat(new ImageInstall(folders, mark -> false).run()).isEqualTo(ImageOutcome.REFUSED);
    checkOld(folders);
  }

  /// One run that dies at a call, if it makes so many, and then the machine.
  private static void crash(SimFolders folders, long call, int seed) throws IOException {
    folders.crashAt(folders.calls() + call);
    try {
      install(folders);
    } catch (SimCrash e) {
      assertThat(e).isNotNull();
    }
    if (seed % 2 == 0) {
      folders.crashProcess();
    } else {
      folders.losePower();
    }
  }

  private static ImageOutcome install(SimFolders folders) throws IOException {
    return new ImageInstall(folders, mark -> true).run();
  }

  private static boolean isWhole(SimFolders folders) throws IOException {
    return folders
        .files(ImageInstall.INCOMING)
        .keySet()
        .containsAll(List.of("000007.sst", "CURRENT"));
  }

  private static void checkNew(SimFolders folders) throws IOException {
    assertThat(folders.names()).containsExactly(ImageInstall.CHECKPOINT, ImageInstall.WAL);
    assertThat(folders.files(ImageInstall.CHECKPOINT))
        .containsOnlyKeys("000007.sst", "CURRENT")
        .containsEntry("CURRENT", "CURRENT of image");
    assertThat(folders.files(ImageInstall.WAL))
        .containsOnlyKeys("beginning", "epochs", "diverged-2.wal");
    try (GroupLog log = open(folders)) {
      assertThat(log.appendedSequence()).isEqualTo(MARK.redoSequence());
      assertThat(log.consistentFromSequence()).isEqualTo(MARK.endSequence());
      assertThat(log.epochs()).isEqualTo(MARK.epochs());
    }
  }

  private static void checkOld(SimFolders folders) throws IOException {
    assertThat(folders.names()).contains(ImageInstall.CHECKPOINT, ImageInstall.WAL);
    assertThat(folders.names()).doesNotContain(ImageInstall.OLD);
    assertThat(folders.files(ImageInstall.CHECKPOINT)).containsOnlyKeys("000001.sst", "CURRENT");
    assertThat(folders.files(ImageInstall.WAL))
        .containsOnlyKeys("%020d.wal".formatted(0), "epochs", "diverged-2.wal");
  }

  private static GroupLog open(SimFolders folders) throws IOException {
    return GroupLog.open(
        folders.in(ImageInstall.WAL),
        LOG,
        MARK.redoSequence(),
        MARK.endSequence(),
        (sequence, epoch, wallTimeMs, address, bytes) -> {},
        new LogListener() {});
  }

  /// A node with data of its own, and an image beside it.
  private static SimFolders folders(int seed, boolean isMarked) throws IOException {
    return new SimFolders(new SplittableRandom(seed))
        .with(ImageInstall.CHECKPOINT, disk("000001.sst", "CURRENT"))
        .with(ImageInstall.WAL, wal())
        .with(ImageInstall.INCOMING, image(isMarked));
  }

  private static SimDisk image(boolean isMarked) throws IOException {
    SimDisk image = new SimDisk(new SplittableRandom(3));
    for (String name : List.of("000007.sst", "CURRENT", "image.manifest", "image.progress")) {
      image.put(name, (name + " of image").getBytes(StandardCharsets.UTF_8));
    }
    if (isMarked) {
      MARK.write(image);
    }
    return image;
  }

  private static SimDisk wal() {
    return disk("%020d.wal".formatted(0), "epochs", "diverged-2.wal");
  }

  private static SimDisk disk(String... names) {
    SimDisk disk = new SimDisk(new SplittableRandom(4));
    for (String name : names) {
      disk.put(name, (name + " of old").getBytes(StandardCharsets.UTF_8));
    }
    return disk;
  }
}
