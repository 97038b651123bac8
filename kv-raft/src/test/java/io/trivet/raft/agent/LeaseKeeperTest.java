package io.trivet.raft.agent;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// I22, I26.
final class LeaseKeeperTest {

  private static final long MS = 1_000_000;
  private static final GroupConfig CONFIG = Configs.pair(AckLevel.WRITTEN);

  private final StillClock clock = new StillClock();
  private final HeldReads reads = new HeldReads();
  private final Told told = new Told();
  private final Disk disk = new Disk();
  private final Lease lease = new Lease(() -> {});
  private final List<GroupConfig> observed = new ArrayList<>();
  private final LeaseKeeper keeper =
      new LeaseKeeper(
          new Surroundings(
              new AgentSettings(List.of(A, B), CommitPolicy.DEFAULT, AgentTimes.DEFAULT),
              member(A),
              reads,
              disk,
              told,
              clock,
              new Random(1)),
          lease,
          CONFIG.epoch(),
          observed::add);

  @Test
  void leaseRunsFromTheStartOfTheReadAndEachRenewalIsTold() {
    keeper.tick(clock.nowNs);
    clock.nowNs = 100 * MS;
    reads.confirm(CONFIG);
    assertThat(lease.isValidAt(249 * MS)).isTrue();
    assertThat(lease.isValidAt(250 * MS)).isFalse();
    keeper.tick(clock.nowNs);
    reads.confirm(CONFIG);
    assertThat(lease.isValidAt(349 * MS)).isTrue();
    assertThat(told.leases).isEqualTo(2);
    assertThat(observed).hasSize(2);
  }

  @Test
  void readsNoOftenerThanItRenewsAndNotOnAnIllDataPath() {
    keeper.tick(0);
    keeper.tick(59 * MS);
    assertThat(reads.open).hasSize(1);
    disk.isHealthy = false;
    keeper.tick(60 * MS);
    assertThat(reads.open).hasSize(1);
    disk.isHealthy = true;
    keeper.tick(60 * MS);
    assertThat(reads.open).hasSize(2);
  }

  @Test
  void unusedLeaseIsRenewedSeldomAndAtOnceWhenItIsMissed() {
    long restsNs = 10_000 * MS;
    keeper.tick(restsNs - 1);
    assertThat(reads.open).hasSize(1);
    keeper.tick(restsNs + 498 * MS);
    assertThat(reads.open).hasSize(1);
    keeper.tick(restsNs + 500 * MS);
    assertThat(reads.open).hasSize(2);
    clock.nowNs = restsNs + 501 * MS;
    keeper.missed();
    assertThat(reads.open).hasSize(3);
    keeper.tick(restsNs + 561 * MS);
    assertThat(reads.open).hasSize(4);
  }

  @Test
  void leaseThatIsUsedIsKept() {
    for (long nowNs = 0; nowNs < 60_000 * MS; nowNs += 60 * MS) {
      lease.permitsAt(nowNs);
      keeper.tick(nowNs);
      reads.confirm(CONFIG);
    }
    assertThat(told.leases).isEqualTo(1000);
  }

  @Test
  void neitherAnotherEpochNorAReleaseNorAnUnconfirmedReadRenews() {
    keeper.tick(0);
    keeper.tick(100 * MS);
    keeper.tick(200 * MS);
    reads.confirm(config(CONFIG.epoch() + 1, false));
    reads.confirm(config(CONFIG.epoch(), true));
    reads.open.remove().accept(new ConfigQuorum.Reading.Unconfirmed());
    assertThat(lease.remainingNs(0)).isZero();
    assertThat(told.leases).isZero();
  }

  @Test
  void readOnItsWayRenewsNothingAfterAStop() {
    keeper.tick(0);
    keeper.stop();
    reads.confirm(CONFIG);
    assertThat(lease.remainingNs(0)).isZero();
    assertThat(told.leases).isZero();
  }

  private static GroupConfig config(int epoch, boolean isReleased) {
    return new GroupConfig(
        new ConfigVersion(epoch, 8),
        A,
        isReleased,
        CONFIG.inSync(),
        CONFIG.policy(),
        CONFIG.floor(),
        0);
  }

  private static final class Told extends BareListener {
    int leases;

    @Override
    public void mayAnswer(int epoch) {
      leases++;
    }
  }

  private static final class Disk extends BareReplica {
    boolean isHealthy = true;

    @Override
    public boolean isHealthyAt(long nowNs) {
      return isHealthy;
    }
  }
}
