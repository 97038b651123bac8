package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Incarnation;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.server.command.ServingState;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NodeAddress;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RoleStateTest {
  private static final CommitPolicy TWO_COPIES =
      new CommitPolicy(CommitPolicy.DEFAULT.writePolicy(), CommitPolicy.DEFAULT.ackLevel(), 2);
  private static final List<GroupMember> MEMBERS =
      List.of(
          member("n1", GroupMember.Kind.DATA, 1),
          member("n2", GroupMember.Kind.DATA, 2),
          member("n3", GroupMember.Kind.VOTER, 3));

  @Test
  void nodeThatKnowsNoConfigurationIsUnsettled() {
    assertThat(of(0).serving()).isInstanceOf(ServingState.Unsettled.class);
  }

  @Test
  void standbyNamesThePrimaryAndHowOldItsAnswersAre() {
    RoleState state = of(1);
    state.staleness(() -> 7);
    state.config(config("n1", CommitPolicy.DEFAULT, "n1", "n2"));

    assertThat(state.serving())
        .isInstanceOfSatisfying(
            ServingState.Standby.class,
            standby -> {
              assertThat(standby.primary()).isEqualTo(MEMBERS.getFirst().client());
              assertThat(standby.stalenessMs().getAsLong()).isEqualTo(7);
            });
  }

  @Test
  void appointedNodeServesOnlyWhenItsRoleBegins() {
    RoleState state = of(0);
    state.config(config("n1", CommitPolicy.DEFAULT, "n1"));
    assertThat(state.serving()).isInstanceOf(ServingState.Unsettled.class);

    state.primary(true, true);
    assertThat(state.serving()).isEqualTo(ServingState.SERVING);
  }

  @Test
  void primaryWithoutItsLeaseRefusesBeforeAnythingIsDone() {
    RoleState state = of(0);
    state.config(config("n1", CommitPolicy.DEFAULT, "n1"));
    state.primary(true, true);
    state.primary(true, false);

    assertThat(state.serving()).isInstanceOf(ServingState.Unsettled.class);
  }

  @Test
  void primaryThatEndedIsNoStandbyOfItselfAndFollowsTheNext() {
    RoleState state = of(0);
    state.config(config("n1", CommitPolicy.DEFAULT, "n1", "n2"));
    state.primary(true, true);
    state.primary(false, false);
    assertThat(state.serving()).isInstanceOf(ServingState.Unsettled.class);

    state.config(config("n2", CommitPolicy.DEFAULT, "n1", "n2"));
    assertThat(state.serving()).isInstanceOf(ServingState.Standby.class);
  }

  @Test
  void primaryWithTooFewCopiesOnlyReadsUntilTheyAreThere() {
    RoleState state = of(0);
    state.config(config("n1", TWO_COPIES, "n1"));
    state.primary(true, true);
    assertThat(state.serving()).isInstanceOf(ServingState.TooFewCopies.class);

    state.config(config("n1", TWO_COPIES, "n1", "n2"));
    assertThat(state.serving()).isEqualTo(ServingState.SERVING);
  }

  @Test
  void voterNeverServesAndNamesThePrimary() {
    RoleState state = of(2);
    assertThat(state.serving()).isEqualTo(new ServingState.Voter(null));

    state.config(config("n2", CommitPolicy.DEFAULT, "n2"));
    assertThat(state.serving()).isEqualTo(new ServingState.Voter(MEMBERS.get(1).client()));
  }

  private static RoleState of(int self) {
    return new RoleState(
        new GroupSettings("main", MEMBERS.get(self), MEMBERS, CommitPolicy.DEFAULT, 250, 500, 300));
  }

  private static GroupConfig config(String primary, CommitPolicy policy, String... inSync) {
    Member[] members =
        Arrays.stream(inSync)
            .map(id -> new Member(new NodeId(id), new Incarnation(new UUID(1, 1), new UUID(2, 2))))
            .toArray(Member[]::new);
    return new GroupConfig(
        new ConfigVersion(1, 1),
        new NodeId(primary),
        false,
        InSyncSet.of(members),
        policy,
        LogPosition.START,
        0);
  }

  private static GroupMember member(String id, GroupMember.Kind kind, int port) {
    return new GroupMember(
        new NodeId(id),
        kind,
        new NodeAddress("127.0.0.1", port),
        new NodeAddress("127.0.0.1", 100 + port));
  }
}
