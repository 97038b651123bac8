package io.trivet.server.failover;

import io.trivet.raft.NodeId;
import io.trivet.raft.agent.AgentScheduler;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.raft.agent.HandOver;
import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.replication.SessionProgress;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.checkpoint.Storage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hand-over that an operator asked for: commands are held, the standby applies the rest of the
/// log, and then the epoch is released. Up to the release it can be given up without a trace; after
/// it this node is primary no more, whatever comes (I25). If it is forced, the release does not
/// wait longer than the time given: what the standby lacks then was not acknowledged to anybody.
///
/// Threads: any; its work is done on the group's thread.
final class PlannedFailover implements FailoverControl {

  private static final Logger LOG = LoggerFactory.getLogger(PlannedFailover.class);

  /// How long commands are held when no other time was given.
  private static final long MOST_MS = 10_000;

  private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Storage storage;
  private final GroupAgent agent;
  private final StandbySessions sessions;
  private final GroupClients clients;
  private final AgentScheduler group;
  private final BooleanSupplier isServing;
  private final Predicate<NodeId> isBarred;
  private volatile GroupFacts.Failover stage = GroupFacts.Failover.NONE;
  private @Nullable NodeId target;
  private boolean isForced;
  private long deadlineNs;
  private long lastSequence;

  /// @param isBarred whether a standby's copy is known to be another than this primary's
  PlannedFailover(
      Storage storage,
      GroupAgent agent,
      StandbySessions sessions,
      GroupClients clients,
      AgentScheduler group,
      BooleanSupplier isServing,
      Predicate<NodeId> isBarred) {
    this.storage = storage;
    this.agent = agent;
    this.sessions = sessions;
    this.clients = clients;
    this.group = group;
    this.isServing = isServing;
    this.isBarred = isBarred;
  }

  GroupFacts.Failover stage() {
    return stage;
  }

  @Override
  public synchronized Answer begin(Request request) {
    if (!isServing.getAsBoolean()) {
      return Answer.NOT_PRIMARY;
    }
    if (stage != GroupFacts.Failover.NONE) {
      return Answer.BUSY;
    }
    NodeId chosen = successor(request.target());
    if (chosen == null) {
      return Answer.NO_STANDBY;
    }
    stage = GroupFacts.Failover.WAITING_FOR_STANDBY;
    long forMs = request.timeoutMs() > 0 ? request.timeoutMs() : MOST_MS;
    group.execute(() -> hold(chosen, forMs, request.isForced()));
    return Answer.BEGUN;
  }

  @Override
  public Answer beginFromAnywhere() {
    return begin(new Request(null, MOST_MS, false));
  }

  @Override
  public synchronized boolean abort() {
    if (stage != GroupFacts.Failover.WAITING_FOR_STANDBY) {
      return false;
    }
    stage = GroupFacts.Failover.NONE;
    clients.resume();
    LOG.info("failover given up");
    return true;
  }

  /// A tenure is over: what was planned in it is.
  synchronized void tenureEnded() {
    stage = GroupFacts.Failover.NONE;
    target = null;
  }

  private void hold(NodeId chosen, long forMs, boolean forced) {
    LOG.info("failover begun to={}", chosen);
    target = chosen;
    isForced = forced;
    deadlineNs = group.nowNs() + TimeUnit.MILLISECONDS.toNanos(forMs);
    clients.pause(forMs);
    lastSequence = storage.log().appendedSequence();
    look();
  }

  /// Until the standby shows everything. Commands that were under way when the hold began may still
  /// have appended, so the end is looked at again and again.
  private void look() {
    NodeId to = target;
    if (stage != GroupFacts.Failover.WAITING_FOR_STANDBY || to == null) {
      return;
    }
    long end = storage.log().appendedSequence();
    boolean isStill = end == lastSequence;
    lastSequence = end;
    boolean isTimeUp = group.nowNs() - deadlineNs >= 0;
    if ((isStill && applied(to) >= end) || (isTimeUp && isForced)) {
      handOver(to);
    } else if (isTimeUp) {
      abort();
    } else {
      group.after(LOOK_AGAIN_NS, this::look);
    }
  }

  private synchronized void handOver(NodeId to) {
    if (stage == GroupFacts.Failover.WAITING_FOR_STANDBY) {
      stage = GroupFacts.Failover.HANDING_OVER;
      agent.handOver(to, this::handedOver);
    }
  }

  private synchronized void handedOver(HandOver outcome) {
    LOG.info("failover outcome={}", outcome);
    if (outcome == HandOver.REFUSED) {
      tenureEnded();
      clients.resume();
    }
  }

  private @Nullable NodeId successor(@Nullable NodeId wanted) {
    List<NodeId> inSync =
        agent.status().config().inSync().members().stream().map(member -> member.node()).toList();
    for (SessionProgress session : sessions.progress()) {
      NodeId node = session.member().node();
      if (inSync.contains(node)
          && !isBarred.test(node)
          && (wanted == null || wanted.equals(node))) {
        return node;
      }
    }
    return null;
  }

  private long applied(NodeId node) {
    for (SessionProgress session : sessions.progress()) {
      if (session.member().node().equals(node)) {
        return session.appliedSequence();
      }
    }
    return 0;
  }
}
