package io.trivet.server.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StandbyCopiesTest {
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");

  private final StandbyCopies copies = new StandbyCopies();
  private final List<String> done = new ArrayList<>();

  @Test
  void countsTheStandbysThatHoldASequence() {
    copies.heard(N2, 100, 50);
    copies.heard(N3, 70, 70);
    assertThat(copies.count(70, AckLevel.WRITTEN)).isEqualTo(2);
    assertThat(copies.count(71, AckLevel.WRITTEN)).isEqualTo(1);
    assertThat(copies.count(70, AckLevel.SYNCED)).isEqualTo(1);
    copies.left(N2);
    assertThat(copies.count(0, AckLevel.WRITTEN)).isEqualTo(1);
  }

  @Test
  void runsAtOnceWhatNeedNotWait() {
    copies.heard(N2, 100, 50);
    await("held", 100, 1, AckLevel.WRITTEN);
    await("synced", 50, 1, AckLevel.SYNCED);
    await("nobody", 200, 0, AckLevel.SYNCED);
    assertThat(done).containsExactly("held", "synced", "nobody");
    assertThat(copies.waiting()).isZero();
  }

  @Test
  void runsOnceWhenEnoughHaveAcknowledged() {
    await("one", 100, 1, AckLevel.WRITTEN);
    await("two", 100, 2, AckLevel.WRITTEN);
    await("synced", 100, 1, AckLevel.SYNCED);
    copies.heard(N2, 99, 99);
    assertThat(done).isEmpty();
    copies.heard(N2, 100, 99);
    assertThat(done).containsExactly("one");
    copies.heard(N3, 100, 100);
    assertThat(done).containsExactly("one", "two", "synced");
    copies.heard(N3, 200, 200);
    assertThat(done).hasSize(3);
  }

  @Test
  void forgetsWhatAStandbyThatLeftHadAcknowledged() {
    copies.heard(N2, 100, 100);
    copies.left(N2);
    await("one", 100, 1, AckLevel.WRITTEN);
    assertThat(done).isEmpty();
  }

  @Test
  void keepsNobodyWhoWaitsNoMore() {
    StandbyCopies.Waiter waiter = await("one", 100, 1, AckLevel.WRITTEN);
    assertThat(copies.waiting()).isEqualTo(1);
    waiter.end();
    waiter.end();
    copies.heard(N2, 100, 100);
    assertThat(done).isEmpty();
    assertThat(copies.waiting()).isZero();
  }

  private StandbyCopies.Waiter await(String name, long sequence, int standbys, AckLevel level) {
    return copies.whenHeld(sequence, standbys, level, () -> done.add(name));
  }
}
