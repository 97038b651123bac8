package io.trivet.raft.agent;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Proposal;
import io.trivet.raft.WritePolicy;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Two nodes with a copy and a quorum, faults, and clients: one history from one seed.
final class SimGroup {
  private static final long FAULTS_NS = 8_000 * MS;
  private static final long SERVES_WITHIN_NS = 10_000 * MS;
  private static final long IN_SYNC_WITHIN_NS = 20_000 * MS;

  final SimWorld world;
  final CommitPolicy policy;

  /// Whether answers wait for the quorum (I23) and not for a lease (I22).
  final boolean isConfirming;

  final SimQuorum quorum;
  final SimObserver observer;
  final Plant plant;
  private final List<SimNode> nodes;
  private final long[] cutUntilNs = new long[2];
  private long number;
  private long looks;
  private final boolean hasOperator;
  private boolean areFaultsOver;

  SimGroup(long seed, Plant plant) {
    this.world = new SimWorld(seed);
    this.plant = plant;
    this.hasOperator = seed % 3 == 0;
    this.nodes = List.of(new SimNode(world, 0, 0.01), new SimNode(world, 1, 0.01));
    this.observer = new SimObserver(nodes);
    this.quorum = new SimQuorum(world, this::sent);
    AckLevel level = world.chance(50) ? AckLevel.SYNCED : AckLevel.WRITTEN;
    this.policy = new CommitPolicy(WritePolicy.IN_SYNC, level, world.chance(15) ? 2 : 1);
    this.isConfirming = world.chance(50);
  }

  AgentSettings settings() {
    AgentTimes times = AgentTimes.DEFAULT;
    if (plant == Plant.NO_WAIT_FOR_THE_OLD_LEASE) {
      times = withoutOldLeaseWait(times);
    }
    return new AgentSettings(nodes.stream().map(node -> node.id).toList(), policy, times);
  }

  SimNode peerOf(SimNode node) {
    return nodes.get(1 - node.index);
  }

  long nextNumber() {
    return ++number;
  }

  /// Runs the history to its end.
  ///
  /// @return how many answers clients got
  long run() {
    nodes.forEach(this::start);
    writeOften();
    breakOften();
    operateOften();
    world.runUntil(FAULTS_NS, this::look);
    areFaultsOver = true;
    heal();
    long before = observer.acknowledgements();
    if (isHopeful()) {
      runUntil(SERVES_WITHIN_NS, "nobody serves", () -> observer.acknowledgements() > before + 10);
      runUntil(
          IN_SYNC_WITHIN_NS,
          "the in-sync set is not full",
          () -> quorum.newest().inSync().size() == 2);
    }
    return observer.acknowledgements();
  }

  private void runUntil(long limitNs, String broken, BooleanSupplier isReached) {
    while (!isReached.getAsBoolean() && isHopeful()) {
      SimObserver.check(world.nowNs() < FAULTS_NS + limitNs, "I37: " + broken + ": " + this);
      world.runUntil(world.nowNs() + 100 * MS, this::look);
    }
  }

  /// Whether any node is left that could be primary: both may have lost what they acknowledged, and
  /// then an operator must help.
  private boolean isHopeful() {
    return hasOperator || isVouched();
  }

  private boolean isVouched() {
    return nodes.stream().anyMatch(node -> quorum.newest().vouchesFor(node.member()));
  }

  /// Sends outside a session: refused by a machine without the process, lost by one without power.
  void send(SimProcess from, SimProcess to, Consumer<SimProcess> message, Runnable refused) {
    world.after(
        arrivalNs(from.node) - world.nowNs(),
        () -> {
          if (to.isRunning()) {
            to.later(0, () -> message.accept(to));
          } else if (to.node.isPowered) {
            from.later(MS, refused);
          }
        });
  }

  /// When something that leaves that node now arrives at the other: a cut holds it up.
  long arrivalNs(SimNode from) {
    return Math.max(world.nowNs(), cutUntilNs[from.index]) + world.delayNs(MS, 20 * MS);
  }

  /// A proposal leaves a node: now and then the worst moment to die.
  private void sent(int index, Proposal proposal) {
    observer.sent(index, proposal);
    SimNode node = nodes.get(index);
    if (!areFaultsOver && world.chance(deathPercent(proposal))) {
      world.after(
          world.between(0, 8 * MS), () -> stop(node, world.between(MS, 600 * MS), node::kill));
    }
  }

  private int deathPercent(Proposal proposal) {
    if (proposal.beginsEpoch()) {
      return plant == Plant.FENCE_IS_NOT_DURABLE ? 70 : 20;
    }
    return 5;
  }

  private void look() {
    if (quorum.newest().forcedEpoch() > observer.forcedEpoch()) {
      observer.forced(quorum.newest());
    }
    observer.look(quorum.newest(), looks++ % 8 == 0);
  }

  private void start(SimNode node) {
    SimProcess process = new SimProcess(this, node);
    node.start(process);
    process.start();
  }

  private void writeOften() {
    for (SimNode node : nodes) {
      SimProcess process = node.process();
      if (process != null && world.chance(70)) {
        process.later(0, process::write);
      }
    }
    world.after(world.between(2 * MS, 16 * MS), this::writeOften);
  }

  private void breakOften() {
    if (!areFaultsOver) {
      breakSomething(nodes.get(world.random.nextInt(2)));
      world.after(world.between(20 * MS, 1500 * MS), this::breakOften);
    }
  }

  /// An operator who is too quick: most of what he asks for is refused.
  private void operateOften() {
    if (hasOperator) {
      SimProcess process = nodes.get(world.random.nextInt(2)).process();
      if (process != null && (!areFaultsOver || !isVouched())) {
        process.later(0, process::force);
      }
      world.after(world.between(100 * MS, 1000 * MS), this::operateOften);
    }
  }

  private void breakSomething(SimNode node) {
    long durationNs = world.chance(50) ? world.between(MS, 300 * MS) : world.between(MS, 2500 * MS);
    switch (world.random.nextInt(12)) {
      case 0, 1 -> stop(node, durationNs, node::kill);
      case 2 -> stop(node, durationNs, node::cutPower);
      case 3 -> stop(node, durationNs, world.chance(15) ? () -> wipe(node) : node::cutPower);
      case 4 -> node.pause(durationNs);
      case 5 -> {
        cut(node, durationNs);
        cut(peerOf(node), world.chance(70) ? durationNs : 0);
      }
      case 6 -> quorum.cut(node.index, durationNs);
      case 7 -> {
        quorum.cut(0, durationNs);
        quorum.cut(1, durationNs);
      }
      case 8 -> node.stalledUntilNs = world.nowNs() + durationNs;
      case 9 -> {
        cut(node, durationNs);
        cut(peerOf(node), durationNs);
        quorum.cut(node.index, durationNs);
      }
      case 10 -> node.pause(world.between(500 * MS, 1500 * MS));
      default -> {
        SimProcess process = node.process();
        if (process != null) {
          process.later(0, process::handOver);
        }
      }
    }
  }

  private void wipe(SimNode node) {
    node.wipe();
    observer.wiped(node);
  }

  private void cut(SimNode from, long durationNs) {
    cutUntilNs[from.index] = Math.max(cutUntilNs[from.index], world.nowNs() + durationNs);
  }

  private void stop(SimNode node, long durationNs, Runnable how) {
    SimProcess stopped = node.process();
    if (stopped == null) {
      return;
    }
    how.run();
    SimProcess peer = peerOf(node).process();
    if (peer != null && node.isPowered) {
      peer.later(2 * MS, peer::reset);
      peer.later(2 * MS, () -> peer.left(stopped));
    }
    world.after(durationNs, () -> start(node));
  }

  private void heal() {
    quorum.heal();
    for (SimNode node : nodes) {
      cutUntilNs[node.index] = 0;
      node.stalledUntilNs = 0;
    }
  }

  private static AgentTimes withoutOldLeaseWait(AgentTimes t) {
    return new AgentTimes(
        t.leaseMs(),
        t.renewMs(),
        -50,
        t.marginMs(),
        t.promiseMs(),
        t.lostPromiseMs(),
        t.ackTimeoutMs(),
        t.stallMs(),
        t.firstWaitMs(),
        t.floorMs(),
        t.retryMs(),
        t.retryLimitMs(),
        t.handOverMs(),
        t.beaconMs(),
        t.tickMs(),
        t.restTickMs());
  }

  @Override
  public String toString() {
    GroupConfig config = quorum.newest();
    StringBuilder text = new StringBuilder(config.toString());
    for (SimNode node : nodes) {
      SimProcess process = node.process();
      text.append('\n').append(node).append(' ').append(node.member()).append(' ');
      text.append(node.disk.lineage()).append(" synced ").append(node.disk.synced).append(' ');
      text.append(process == null ? "down" : process.agent().status().toString());
    }
    return text.toString();
  }
}
