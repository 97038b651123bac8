package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommitMarkTest {

  private final CommitMark mark = new CommitMark();

  @Test
  void primaryThatWasNotMetSaysNothingOfThisLog() {
    mark.met(1);
    mark.heard(1, 100, 7);

    mark.heard(2, 900, 8);

    assertThat(mark.committedSequence()).isEqualTo(100);
    assertThat(mark.heardNs())
        .as("a standby that is being copied is as old as it was")
        .isEqualTo(7);
  }

  @Test
  void primaryThatWasMetSaysHowFarTheLogIsCommitted() {
    mark.met(2);

    mark.heard(2, 900, 8);

    assertThat(mark.committedSequence()).isEqualTo(900);
    assertThat(mark.heardNs()).isEqualTo(8);
  }
}
