package io.trivet.server.failover;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.agent.PolicyOutcome;
import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.ForceControl;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.PolicyControl;
import io.trivet.server.command.ServingState;
import io.trivet.server.command.VerifyControl;
import io.trivet.server.commit.StandbyCopies;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What commands see of this node's group: what every member knows of it, and what only a member
/// with data does ([DataFacts]).
///
/// Threads: any reads; configurations come on one thread.
final class GroupView implements GroupAccess {

  private static final Logger LOG = LoggerFactory.getLogger(GroupView.class);

  /// What a member with data knows beyond the configuration.
  interface DataFacts {
    /// The facts of this moment.
    GroupFacts facts(GroupConfig config, @Nullable PrimaryChange lastChange);
  }

  private final GroupSettings settings;
  private final RoleState roles;
  private final GroupClients clients;
  private final Consumer<CommitPolicy> policyChanged;
  private final Clock clock;
  private final StandbyCopies copies = new StandbyCopies();
  private volatile GroupConfig config = GroupConfig.NONE;
  private final AtomicLong plannedChanges = new AtomicLong();
  private final AtomicLong unplannedChanges = new AtomicLong();
  private final AtomicLong forcedChanges = new AtomicLong();
  private volatile @Nullable PrimaryChange lastChange;
  private volatile DataFacts facts;
  private volatile VerifyControl verifications = VerifyControl.ABSENT;
  private final AskedFailover failovers;
  private volatile @Nullable ForceControl forces;
  private volatile BiConsumer<CommitPolicy, Consumer<PolicyOutcome>> policyChanger =
      (policy, told) -> told.accept(PolicyOutcome.NOT_PRIMARY);

  GroupView(
      GroupSettings settings,
      GroupClients clients,
      Supplier<List<String>> credentials,
      Consumer<CommitPolicy> policyChanged,
      Clock clock,
      ThreadFactory threads) {
    this.settings = settings;
    this.roles = new RoleState(settings);
    this.clients = clients;
    this.policyChanged = policyChanged;
    this.clock = clock;
    this.facts = new VoterFacts(settings);
    this.failovers = new AskedFailover(roles::primaryAddress, credentials, threads);
  }

  /// This node keeps data. Before its part begins.
  void data(
      DataFacts known,
      FailoverControl control,
      VerifyControl verified,
      ForceControl force,
      BiConsumer<CommitPolicy, Consumer<PolicyOutcome>> policy) {
    facts = known;
    verifications = verified;
    policyChanger = policy;
    forces = force;
    failovers.own(control);
  }

  RoleState roles() {
    return roles;
  }

  /// How many tenures this node saw begin after another one.
  ///
  /// @param isPlanned those after a release of the one before, else the others
  long changes(boolean isPlanned) {
    return (isPlanned ? plannedChanges : unplannedChanges).get();
  }

  /// How many tenures this node saw begin at an operator's word; none of them is in [#changes].
  long forcedChanges() {
    return forcedChanges.get();
  }

  /// A newer configuration is committed.
  void observed(GroupConfig newest) {
    GroupConfig before = config;
    config = newest;
    roles.config(newest);
    if (newest.epoch() > 0 && (before.epoch() == 0 || !newest.policy().equals(before.policy()))) {
      policyChanged.accept(newest.policy());
    }
    boolean isForced = newest.forcedEpoch() > before.forcedEpoch() && before.primary() != null;
    if (isForced) {
      forcedChanges.incrementAndGet();
      LOG.warn(
          "epoch forced by an operator epoch={} node={} floor={} floorBefore={}",
          newest.forcedEpoch(),
          newest.primary(),
          newest.floor(),
          before.floor());
    } else if (newest.epoch() > before.epoch() && before.primary() != null) {
      (before.isReleased() ? plannedChanges : unplannedChanges).incrementAndGet();
    }
    if (newest.epoch() > before.epoch() && newest.primary() != null) {
      lastChange =
          new PrimaryChange(
              newest.epoch(),
              before.primary(),
              newest.primary(),
              clock.wallMs(),
              before.isReleased(),
              isForced);
      LOG.info(
          "primary node={} epoch={} before={}", newest.primary(), newest.epoch(), before.primary());
    }
    if (newest.primary() != null && !Objects.equals(newest.primary(), before.primary())) {
      GroupMember old = before.primary() == null ? null : settings.member(before.primary());
      clients.primaryChanged(old, Objects.requireNonNull(settings.member(newest.primary())));
    }
  }

  @Override
  public GroupFacts facts() {
    return facts.facts(config, lastChange);
  }

  @Override
  public ServingState serving() {
    return roles.serving();
  }

  @Override
  public StandbyCopies copies() {
    return copies;
  }

  @Override
  public VerifyControl verifications() {
    return verifications;
  }

  @Override
  public FailoverControl failovers() {
    return failovers;
  }

  @Override
  public @Nullable ForceControl forces() {
    return forces;
  }

  @Override
  public PolicyControl policies() {
    return new Policies();
  }

  /// The group's policy, as this node sees it.
  private final class Policies implements PolicyControl {
    @Override
    public CommitPolicy policy() {
      return config.policy();
    }

    @Override
    public void change(CommitPolicy policy, Consumer<PolicyOutcome> told) {
      policyChanger.accept(policy, told);
    }
  }

  /// What a voter knows.
  private record VoterFacts(GroupSettings settings) implements DataFacts {
    @Override
    public GroupFacts facts(GroupConfig config, @Nullable PrimaryChange lastChange) {
      return new GroupFacts(
          settings,
          GroupFacts.Role.VOTER,
          config.epoch(),
          config.primary(),
          config.primary() != null,
          config.inSync().members().stream().map(Member::node).toList(),
          0,
          GroupFacts.LogEnds.NONE,
          List.of(),
          GroupFacts.Link.NONE,
          GroupFacts.Failover.NONE,
          lastChange);
    }
  }
}
