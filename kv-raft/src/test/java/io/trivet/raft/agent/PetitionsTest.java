package io.trivet.raft.agent;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.raft.group.PrimaryTenure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a standby that has caught up comes into the in-sync set (I4), and what that costs commits.
final class PetitionsTest {
  private static final long MS = 1_000_000;
  private static final long WROTE = 100_000_000;
  private static final GroupConfig LONE = Configs.lone(AckLevel.WRITTEN);

  private final StillClock clock = new StillClock();
  private final Quorum quorum = new Quorum();
  private final CommitPoint point = new CommitPoint(sequence -> {});
  private final Petitions petitions =
      new Petitions(
          new Surroundings(
              new AgentSettings(List.of(A, B), CommitPolicy.DEFAULT, AgentTimes.DEFAULT),
              member(A),
              quorum,
              new Replica(),
              new BareListener(),
              clock,
              new Random(1)),
          point,
          LONE,
          config -> {});

  private long own;

  @BeforeEach
  void beginAlone() {
    point.begin(PrimaryTenure.begin(LONE, true, 100));
    point.joined(LONE.epoch(), member(B));
    petitions.joined(member(B));
    write(WROTE);
  }

  @Test
  void standbyThatHoldsEverythingIsAdmittedAtOnce() {
    standbyHolds(own);
    petitions.tick(clock.nowNs, true);
    assertThat(quorum.proposals).singleElement().isInstanceOf(Proposal.Admit.class);
  }

  @Test
  void commitsWaitForOneThatIsNearUntilItIsProposed() {
    standbyHolds(own - 10_000);
    petitions.tick(clock.nowNs, true);
    long committed = own;
    write(5_000);
    assertThat(point.committedSequence()).isEqualTo(committed);
    standbyHolds(committed);
    tickAfter(20);
    assertThat(quorum.proposals).singleElement().isInstanceOf(Proposal.Admit.class);
  }

  @Test
  void commitsWaitForNobodyLongerThanTheyMay() {
    standbyHolds(own - 10_000);
    petitions.tick(clock.nowNs, true);
    write(5_000);
    tickAfter(AgentTimes.DEFAULT.retryMs());
    assertThat(point.committedSequence()).isEqualTo(own);
  }

  /// It comes nearer by itself; meanwhile clients would wait for all that it lacks.
  @Test
  void commitsDoNotWaitForOneThatIsFarBehind() {
    for (long lag = 4 << 20; lag > 64 << 10; lag /= 4) {
      standbyHolds(own - lag);
      tickAfter(20);
      write(5_000);
      assertThat(point.committedSequence()).isEqualTo(own);
    }
  }

  @Test
  void oneThatComesNoNearerIsWaitedForInTheEnd() {
    boolean isWaitedFor = false;
    for (int i = 0; i < 10 && !isWaitedFor; i++) {
      standbyHolds(own - (2 << 20));
      tickAfter(AgentTimes.DEFAULT.retryMs());
      write(5_000);
      isWaitedFor = point.committedSequence() < own;
    }
    assertThat(isWaitedFor).isTrue();
  }

  private void write(long bytes) {
    own += bytes;
    point.own(own, own);
  }

  private void standbyHolds(long sequence) {
    point.heard(LONE.epoch(), member(B), sequence, sequence);
  }

  private void tickAfter(int ms) {
    clock.nowNs += ms * MS;
    petitions.tick(clock.nowNs, true);
  }

  private static final class Replica extends BareReplica {
    @Override
    public Lineage lineage() {
      return new Lineage(List.of(new EpochStart(LONE.epoch(), 0)), Long.MAX_VALUE);
    }
  }

  /// Keeps what is proposed.
  private static final class Quorum implements ConfigQuorum {
    final List<Proposal> proposals = new ArrayList<>();

    @Override
    public void propose(Proposal proposal, Consumer<Outcome> decided) {
      proposals.add(proposal);
    }

    @Override
    public void watch(Consumer<GroupConfig> watcher) {
      throw new AssertionError("it watches nothing");
    }

    @Override
    public void read(Consumer<Reading> answered) {
      throw new AssertionError("it reads nothing");
    }

    @Override
    public void close() {}
  }
}
