package io.trivet.raft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// I23.
final class ConfirmationsTest {

  private static final GroupConfig CONFIG = Configs.pair(AckLevel.WRITTEN);

  private final StillClock clock = new StillClock();
  private final HeldReads reads = new HeldReads();
  private final List<Integer> told = new ArrayList<>();
  private final Confirmations confirmations =
      new Confirmations(reads, clock, 1, config -> {}, told::add);

  @BeforeEach
  void lead() {
    confirmations.begin(CONFIG.epoch());
  }

  @Test
  void answerLeavesAfterARoundThatBeganAfterIt() {
    long round = confirmations.ask();
    assertThat(confirmations.isConfirmed(round)).isFalse();
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(round)).isTrue();
    assertThat(told).containsExactly(CONFIG.epoch());
    assertThat(reads.open).as("nobody asks").isEmpty();
  }

  @Test
  void roundThatIsOnItsWayConfirmsNothingThatWasAskedLater() {
    confirmations.ask();
    long late = confirmations.ask();
    long alsoLate = confirmations.ask();
    assertThat(alsoLate).as("they share a round").isEqualTo(late);
    assertThat(reads.open).as("one at a time").hasSize(1);
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(late)).isFalse();
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(late)).isTrue();
    assertThat(reads.open).isEmpty();
  }

  @Test
  void roundWithoutAMajorityIsTriedAgain() {
    long round = confirmations.ask();
    reads.open.remove().accept(new Reading.Unconfirmed());
    assertThat(confirmations.isConfirmed(round)).isFalse();
    clock.later.remove().run();
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(round)).isTrue();
  }

  @Test
  void neitherAnotherEpochNorAReleaseConfirms() {
    long round = confirmations.ask();
    reads.confirm(config(CONFIG.epoch(), true));
    reads.confirm(config(CONFIG.epoch() + 1, false));
    assertThat(confirmations.isConfirmed(round)).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void nothingIsConfirmedBeyondTheEndOfATenure() {
    long early = confirmations.ask();
    reads.confirm(CONFIG);
    long round = confirmations.ask();
    confirmations.end();
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(early)).isFalse();
    assertThat(confirmations.isConfirmed(round)).isFalse();
    assertThat(reads.open).as("nobody leads").isEmpty();
  }

  @Test
  void whatWasAskedInVainIsAskedAgainInTheNextTenure() {
    confirmations.end();
    long round = confirmations.ask();
    assertThat(reads.open).isEmpty();
    confirmations.begin(CONFIG.epoch());
    reads.confirm(CONFIG);
    assertThat(confirmations.isConfirmed(round)).isTrue();
  }

  private static GroupConfig config(int epoch, boolean isReleased) {
    return new GroupConfig(
        new ConfigVersion(epoch, 8),
        Configs.A,
        isReleased,
        CONFIG.inSync(),
        CONFIG.policy(),
        CONFIG.floor(),
        CONFIG.forcedEpoch());
  }
}
