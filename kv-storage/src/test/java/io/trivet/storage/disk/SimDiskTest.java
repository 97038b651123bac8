package io.trivet.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The simulated disk forgets and fails as real ones do.
final class SimDiskTest extends DiskContract {

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));

  @Override
  Disk disk() {
    return disk;
  }

  @Test
  void powerLossTakesWhatWasNotSynced() throws IOException {
    DiskFile file = created("a");
    file.writeFully(bytes("synced"), 0);
    file.sync(true);
    file.writeFully(bytes("S"), 0);
    disk.losePower();
    assertThat(disk.bytes("a")).asString().isEqualTo("synced");
    assertThatThrownBy(() -> file.writeFully(bytes("x"), 0)).isInstanceOf(IOException.class);
  }

  @Test
  void deathOfTheProcessTakesNothing() throws IOException {
    disk.create("a").writeFully(bytes("written"), 0);
    disk.crashProcess();
    assertThat(disk.bytes("a")).asString().isEqualTo("written");
  }

  @Test
  void namesNeedASyncOfTheDirectory() throws IOException {
    created("a").sync(false);
    disk.create("b").sync(false);
    disk.rename("a", "c");
    disk.losePower();
    assertThat(disk.list()).containsExactly("a");
  }

  @Test
  void anySubsetOfUnsyncedSectorsMayStay() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 64; seed++) {
      SimDisk one = new SimDisk(new SplittableRandom(seed));
      DiskFile file = one.create("a");
      file.preallocate(1024);
      file.sync(false);
      one.syncDirectory();
      file.writeFully(bytes("x".repeat(1024)), 0);
      one.losePower(new SplittableRandom(seed));
      byte[] left = one.bytes("a");
      seen.add((char) left[0] + "" + (char) left[1023]);
    }
    assertThat(seen).containsExactlyInAnyOrder("xx", "x\0", "\0x", "\0\0");
  }

  @Test
  void failedSyncLeavesThePagesClean() throws IOException {
    DiskFile file = created("a");
    file.writeFully(bytes("x"), 0);
    disk.failAt(disk.calls(), SimFault.EIO);
    assertThatThrownBy(() -> file.sync(true)).isInstanceOf(IOException.class);
    file.sync(true);
    assertThat(disk.bytes("a")).asString().isEqualTo("x");
    disk.losePower(new SplittableRandom(1));
    assertThat(disk.bytes("a")).as("the second sync lied").isEqualTo(new byte[1]);
  }

  @Test
  void fullDiskRefusesBytesUntilThereIsSpace() throws IOException {
    disk.limitTo(1000);
    DiskFile file = created("a");
    file.preallocate(900);
    assertThatThrownBy(() -> disk.create("b").preallocate(200))
        .isInstanceOf(DiskFullException.class);
    file.writeFully(bytes("inside"), 0);
    disk.limitTo(2000);
    disk.open("b").preallocate(200);
  }

  @Test
  void shortWriteSaysHowMuchItWrote() throws IOException {
    DiskFile file = created("a");
    disk.failAt(disk.calls(), SimFault.SHORT_WRITE);
    file.writeFully(bytes("0123456789"), 0);
    assertThat(disk.bytes("a")).asString().isEqualTo("0123456789");
  }

  @Test
  void everyCallAfterACrashDies() throws IOException {
    disk.failAt(disk.calls(), SimFault.CRASH);
    assertThatThrownBy(() -> disk.create("a")).isInstanceOf(SimCrash.class);
    assertThatThrownBy(disk::list).isInstanceOf(SimCrash.class);
    disk.crashProcess();
    disk.list();
  }

  private DiskFile created(String name) throws IOException {
    DiskFile file = disk.create(name);
    disk.syncDirectory();
    return file;
  }
}
