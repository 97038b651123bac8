package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DiskReserveTest {

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private final TestClock clock = new TestClock();
  private final List<String> told = new ArrayList<>();
  private final DiskReserve reserve =
      new DiskReserve(
          disk,
          1000,
          clock,
          new StorageListener() {
            @Override
            public void diskReserve(boolean isTouched, long usableBytes) {
              told.add(isTouched + " " + usableBytes);
            }
          });

  @Test
  void isTouchedWhileLessIsFree() throws StoreException {
    disk.limitTo(1000);
    look();
    assertThat(reserve.isTouched()).isFalse();
    disk.limitTo(999);
    look();
    assertThat(reserve.isTouched()).isTrue();
    look();
    disk.limitTo(5000);
    look();
    assertThat(reserve.isTouched()).isFalse();
    assertThat(told).containsExactly("true 999", "false 5000");
  }

  @Test
  void theReserveChangesAtRunTime() throws StoreException {
    disk.limitTo(5000);
    reserve.bytes(6000);
    look();
    assertThat(reserve.isTouched()).isTrue();
    reserve.bytes(0);
    look();
    assertThat(reserve.isTouched()).isFalse();
  }

  @Test
  void theDiskIsNotAskedAtEachTurn() throws StoreException {
    disk.limitTo(999);
    look();
    disk.limitTo(5000);
    reserve.look();
    assertThat(reserve.isTouched()).isTrue();
  }

  private void look() throws StoreException {
    clock.passMs(250);
    reserve.look();
  }
}
