package io.trivet.server.node;

import io.trivet.raft.NodeId;
import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.ForceControl;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.GroupFacts.Link;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.LogEnds;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.GroupFacts.Role;
import io.trivet.server.command.GroupFacts.Standby;
import io.trivet.server.command.GroupFacts.StandbyState;
import io.trivet.server.command.PolicyControl;
import io.trivet.server.command.ServingState;
import io.trivet.server.commit.StandbyCopies;
import io.trivet.server.config.Config;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A replication group that is as the test says. A node without members is alone, and serves.
public final class FakeGroup implements GroupAccess, FailoverControl {
  private final @Nullable GroupSettings settings;
  private final StandbyCopies copies = new StandbyCopies();
  private final List<Standby> standbys = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private ServingState serving = ServingState.SERVING;
  private Role role = Role.PRIMARY;
  private int epoch;
  private @Nullable NodeId primary;
  private boolean isPrimaryHeard = true;
  private List<NodeId> inSync = List.of();
  private long stalenessMs;
  private LogEnds log = LogEnds.NONE;
  private Link link = Link.NONE;
  private Failover failover = Failover.NONE;
  private @Nullable PrimaryChange lastChange;
  private Answer answer = Answer.BEGUN;
  private @Nullable ForceControl forces;
  private final FakePolicies policies = new FakePolicies();

  FakeGroup(Config config) {
    this.settings = GroupSettings.of(config);
    if (settings != null) {
      becomeStandby(null);
    }
  }

  /// This node is primary of an epoch, and serves.
  public void becomePrimary(int newEpoch, String... copiesInSync) {
    role = Role.PRIMARY;
    epoch = newEpoch;
    primary = group().self().id();
    inSync = List.of(copiesInSync).stream().map(NodeId::new).toList();
    isPrimaryHeard = true;
    link = Link.NONE;
    serving = ServingState.SERVING;
  }

  /// This node follows another one, or, with null, nobody; the voter votes.
  public void becomeStandby(@Nullable String newPrimary) {
    role = group().self().isVoter() ? Role.VOTER : Role.STANDBY;
    primary = newPrimary == null ? null : new NodeId(newPrimary);
    isPrimaryHeard = newPrimary != null;
    link =
        role == Role.VOTER || newPrimary == null
            ? Link.NONE
            : new Link(LinkState.CONNECTED, 30, 0, 0, 0, GroupFacts.Lag.UNKNOWN);
    serving = role == Role.VOTER ? new ServingState.Voter(address()) : standby();
  }

  /// The primary is appointed still, and not heard of.
  public void losePrimary() {
    isPrimaryHeard = false;
    serving =
        role == Role.VOTER
            ? new ServingState.Voter(null)
            : new ServingState.Standby(null, () -> stalenessMs);
  }

  /// What the node may answer from now on.
  public void serving(ServingState state) {
    serving = state;
  }

  public void epoch(int newEpoch) {
    epoch = newEpoch;
  }

  /// How old the answers of this standby are.
  public void staleness(long ms) {
    stalenessMs = ms;
  }

  public void log(LogEnds ends) {
    log = ends;
  }

  public void link(Link state) {
    link = state;
  }

  public void failover(Failover state) {
    failover = state;
  }

  public void lastChange(PrimaryChange change) {
    lastChange = change;
  }

  /// A standby acknowledges so much; all of it is on its disk if `isDurable`.
  public void acknowledge(String standby, long sequence, boolean isDurable) {
    NodeId id = new NodeId(standby);
    long durable = isDurable ? sequence : 0;
    standbys.removeIf(each -> each.id().equals(id));
    standbys.add(new Standby(id, StandbyState.ONLINE, sequence, durable, sequence, 1_400, 0));
    copies.heard(id, sequence, durable);
  }

  /// A standby has come and is in this state.
  public void join(String standby, StandbyState state) {
    standbys.add(new Standby(new NodeId(standby), state, 0, 0, 0, 100, 0));
  }

  /// A standby follows no more.
  public void leave(String standby) {
    standbys.removeIf(each -> each.id().text().equals(standby));
    copies.left(new NodeId(standby));
  }

  /// What the group makes of wishes for another policy.
  public FakePolicies policyControl() {
    return policies;
  }

  /// This copy can be forced by this from now on.
  public void forces(ForceControl control) {
    forces = control;
  }

  /// What every request for a failover is answered from now on.
  public void answer(Answer toAll) {
    answer = toAll;
  }

  /// The failovers that were asked for; one from anywhere has neither target nor timeout.
  public List<Request> requests() {
    return requests;
  }

  @Override
  public @Nullable GroupFacts facts() {
    return settings == null
        ? null
        : new GroupFacts(
            settings,
            role,
            epoch,
            primary,
            isPrimaryHeard,
            inSync,
            role == Role.PRIMARY && isPrimaryHeard ? 200 : 0,
            log,
            standbys,
            link,
            failover,
            lastChange);
  }

  @Override
  public ServingState serving() {
    return serving;
  }

  @Override
  public StandbyCopies copies() {
    return copies;
  }

  @Override
  public FailoverControl failovers() {
    return this;
  }

  @Override
  public @Nullable ForceControl forces() {
    return forces;
  }

  @Override
  public @Nullable PolicyControl policies() {
    return settings == null ? null : policies;
  }

  @Override
  public Answer begin(Request request) {
    requests.add(request);
    return answer;
  }

  @Override
  public Answer beginFromAnywhere() {
    return begin(new Request(null, 0, false));
  }

  @Override
  public boolean abort() {
    boolean wasOn = failover != Failover.NONE;
    failover = Failover.NONE;
    return wasOn;
  }

  private ServingState standby() {
    return new ServingState.Standby(address(), () -> stalenessMs);
  }

  private @Nullable NodeAddress address() {
    GroupMember member = primary == null ? null : group().member(primary);
    return member == null ? null : member.client();
  }

  private GroupSettings group() {
    if (settings == null) {
      throw new IllegalStateException("the node is no member of a group");
    }
    return settings;
  }
}
