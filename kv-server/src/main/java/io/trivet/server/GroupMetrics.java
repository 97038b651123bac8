package io.trivet.server;

import io.trivet.raft.NodeId;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.Role;
import io.trivet.server.command.ServingState;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.failover.GroupNode;
import io.trivet.server.metrics.MetricSpec;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.metrics.Metrics;
import io.trivet.server.tls.GroupTls;
import io.trivet.server.tls.HandshakeFailure;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What `/metrics` shows of a node's group: each number is read when it is asked for.
final class GroupMetrics {
  private static final double MS_PER_SECOND = 1_000;

  private final Metrics metrics;
  private final GroupAccess group;

  private GroupMetrics(Metrics metrics, GroupAccess group) {
    this.metrics = metrics;
    this.group = group;
  }

  /// Binds everything that this member knows.
  ///
  /// @param tls null if the members speak plain text
  static void bind(
      Metrics metrics, GroupNode node, GroupSettings settings, @Nullable GroupTls tls) {
    GroupMetrics bound = new GroupMetrics(metrics, node.access());
    bound.bindGroup(node);
    bound.bindTls(tls);
    if (!settings.self().isVoter()) {
      bound.bindCopies(settings);
    }
  }

  private void bindGroup(GroupNode node) {
    for (Role role : Role.values()) {
      metrics.bind(
          MetricSpecs.GROUP_ROLE,
          role.name().toLowerCase(Locale.ROOT),
          () -> number(facts -> facts.role() == role ? 1 : 0));
    }
    metrics.bind(
        MetricSpecs.GROUP_SERVING, () -> group.serving() instanceof ServingState.Serving ? 1 : 0);
    bind(MetricSpecs.GROUP_EPOCH, GroupFacts::epoch);
    bind(MetricSpecs.GROUP_IN_SYNC, facts -> facts.inSync().size());
    metrics.bind(MetricSpecs.GROUP_FAILOVERS, "planned", () -> node.changes(true));
    metrics.bind(MetricSpecs.GROUP_FAILOVERS, "unplanned", () -> node.changes(false));
    metrics.bind(MetricSpecs.GROUP_FAILOVERS, "forced", node::forcedChanges);
  }

  private void bindTls(@Nullable GroupTls tls) {
    metrics.bind(
        MetricSpecs.GROUP_TLS_VALID,
        () -> tls == null ? Double.NaN : tls.validMs() / MS_PER_SECOND);
    for (HandshakeFailure failure : HandshakeFailure.values()) {
      metrics.bind(
          MetricSpecs.GROUP_TLS_FAILURES,
          failure.label(),
          () -> tls == null ? 0 : tls.failures(failure));
    }
  }

  private void bindCopies(GroupSettings settings) {
    bind(MetricSpecs.GROUP_LEASE, facts -> facts.leaseRemainingMs() / MS_PER_SECOND);
    metrics.bind(MetricSpecs.GROUP_DIFFERENCES, () -> (double) group.verifications().differences());
    bind(MetricSpecs.GROUP_APPLIED, facts -> facts.log().applied());
    bind(
        MetricSpecs.GROUP_LAG_BYTES,
        facts -> facts.link().lag().ms() < 0 ? Double.NaN : facts.link().lag().bytes());
    bind(
        MetricSpecs.GROUP_LAG,
        facts ->
            facts.link().lag().ms() < 0 ? Double.NaN : facts.link().lag().ms() / MS_PER_SECOND);
    for (GroupMember member : settings.dataMembers()) {
      if (!member.equals(settings.self())) {
        bindStandby(member.id());
      }
    }
  }

  private void bindStandby(NodeId id) {
    metrics.bind(
        MetricSpecs.GROUP_STANDBY_LAG_BYTES,
        id.text(),
        () -> standby(id, (facts, each) -> Math.max(0, facts.log().appended() - each.written())));
    metrics.bind(
        MetricSpecs.GROUP_STANDBY_LAG,
        id.text(),
        () -> standby(id, (facts, each) -> each.lagMs() / MS_PER_SECOND));
  }

  private void bind(MetricSpec spec, ToDoubleFunction<GroupFacts> number) {
    metrics.bind(spec, () -> number(number));
  }

  private double number(ToDoubleFunction<GroupFacts> number) {
    GroupFacts facts = group.facts();
    return facts == null ? Double.NaN : number.applyAsDouble(facts);
  }

  private double standby(NodeId id, StandbyNumber number) {
    return number(facts -> {
      for (GroupFacts.Standby each : facts.standbys()) {
        if (each.id().equals(id)) {
          return number.of(facts, each);
        }
      }
      return Double.NaN;
    });
  }

  /// A number about a standby.
  @FunctionalInterface
  private interface StandbyNumber {
    double of(GroupFacts facts, GroupFacts.Standby standby);
  }
}
