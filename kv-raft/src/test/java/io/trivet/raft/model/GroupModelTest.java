package io.trivet.raft.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.model.Search.Result;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The model check of the configuration protocol: all that can happen to a small group, step by
/// step, through the classes that the server runs (I1-I7, I18, I20-I25). Each search exhausts its
/// states and prints how many there are.
///
/// With `-Dtrivet.model=full` the first two searches meet two records and a wiped disk as well: 12
/// and 6 million states, some minutes, a heap of 5 GB.
final class GroupModelTest {
  private static final boolean IS_FULL = "full".equals(System.getProperty("trivet.model"));

  @Test
  void losesNothingWhenAcknowledgementsAreSynced() {
    int records = IS_FULL ? 2 : 1;
    Set<Step> steps = exhaust(new Bounds(AckLevel.SYNCED, 1, records, 3, 3, 2, 1, 1, 0, false, 0));
    assertThat(steps)
        .isEqualTo(
            EnumSet.complementOf(
                EnumSet.of(Step.START, Step.REBOOT, Step.ROLL_BACK, Step.RAISE_FLOOR, Step.FORCE)));
  }

  /// A machine that starts again has lost what was not synced.
  @Test
  void losesNothingWhenAcknowledgementsAreWritten() {
    int wipes = IS_FULL ? 1 : 0;
    Set<Step> steps = exhaust(new Bounds(AckLevel.WRITTEN, 1, 1, 3, 3, 2, 1, wipes, 0, false, 0));
    assertThat(steps).contains(Step.CRASH, Step.REBOOT, Step.GIVE_UP_ON_OUTCOME);
  }

  /// Both primaries write at the same sequence.
  @Test
  void logsThatPartMeetAgain() {
    exhaust(new Bounds(AckLevel.SYNCED, 1, 2, 3, 3, 1, 0, 0, 0, false, 0));
  }

  @Test
  void threeRecordsSurviveAFailover() {
    exhaust(new Bounds(AckLevel.SYNCED, 1, 3, 2, 2, 1, 0, 0, 0, false, 0));
  }

  /// H22: what was acknowledged was on two disks.
  @Test
  void minInSyncOfTwoCommitsNothingOnOneCopy() {
    exhaust(new Bounds(AckLevel.SYNCED, 2, 1, 3, 4, 1, 1, 0, 0, false, 0));
  }

  @Test
  void floorIsHeldByEveryMemberOfTheSet() {
    Set<Step> steps = exhaust(new Bounds(AckLevel.SYNCED, 1, 1, 3, 3, 1, 0, 1, 0, true, 0));
    assertThat(steps).contains(Step.RAISE_FLOOR);
  }

  /// I20: an older state of the disk, under the same ids.
  @Test
  void rolledBackNodeDoesNotServeBelowTheFloor() {
    Bounds bounds = new Bounds(AckLevel.SYNCED, 1, 1, 3, 3, 1, 0, 0, 1, true, 0);
    assertThat(exhaust(bounds, Check.FLOOR)).contains(Step.ROLL_BACK);
  }

  /// An operator makes a copy primary that nobody vouches for. What was committed beyond it is lost
  /// then; all that comes after is as safe as ever, one history is served at a time, and no
  /// checkpoint shows the other one (I2, I9, I22).
  @Test
  void losesNothingOfWhatCameAfterAForce() {
    Bounds bounds = new Bounds(AckLevel.SYNCED, 1, 2, 3, 3, 1, 0, 0, 0, false, 1);
    assertThat(exhaust(bounds)).contains(Step.FORCE);
  }

  /// Both machines lost their power, and neither copy is vouched for.
  @Test
  void losesNothingOfWhatCameAfterAForceOnWrittenCopies() {
    Bounds bounds = new Bounds(AckLevel.WRITTEN, 1, 1, 3, 3, 2, 0, 0, 0, true, 1);
    assertThat(exhaust(bounds)).contains(Step.FORCE, Step.REBOOT);
  }

  private static Set<Step> exhaust(Bounds bounds) {
    return exhaust(bounds, Check.EVERYTHING);
  }

  private static Set<Step> exhaust(Bounds bounds, Check check) {
    long startNs = System.nanoTime();
    Result result = new Search(new GroupModel(new Protocol(), bounds), check).run();
    System.out.printf(
        "%,d states, %d steps deep, %d ms: %s%n",
        result.states(), result.depth(), (System.nanoTime() - startNs) / 1_000_000, bounds);
    assertThat(result.counterExample()).isEmpty();
    return result.steps();
  }
}
