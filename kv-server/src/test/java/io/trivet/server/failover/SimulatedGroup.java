package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Proposal;
import io.trivet.raft.WritePolicy;
import io.trivet.raft.agent.SimQuorum;
import io.trivet.raft.agent.SimWorld;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NodeAddress;
import io.trivet.storage.checkpoint.CheckpointOptions;
import io.trivet.storage.checkpoint.StorageOptions;
import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Two machines with the real data path of a member, a quorum, faults, and clients: one history
/// from one seed.
final class SimulatedGroup {
  static final String NAME = "sim";
  static final int KEYS = 5;
  private static final int PORT = 7001;
  private static final long FAULTS_NS = 5_000 * MS;
  private static final long SERVES_WITHIN_NS = 10_000 * MS;
  private static final long IN_SYNC_WITHIN_NS = 20_000 * MS;
  private static final long RESTS_WITHIN_NS = 30_000 * MS;

  final SimWorld world;
  final SimNetwork network;
  final SimQuorum quorum;
  final SimWatch watch;
  final SimPlant plant;
  private final CommitPolicy policy;
  private final StorageOptions options;
  private final List<SimMachine> machines;
  private final List<SimClient> clients = new ArrayList<>();
  private long number;
  private boolean areFaultsOver;
  private @Nullable AssertionError broken;

  SimulatedGroup(long seed, SimPlant plant) {
    this.world = new SimWorld(seed);
    this.plant = plant;
    this.network = new SimNetwork(this);
    this.machines = List.of(new SimMachine(world, 0), new SimMachine(world, 1));
    this.watch = new SimWatch(this);
    this.quorum = new SimQuorum(world, this::sent);
    AckLevel level = world.chance(50) ? AckLevel.SYNCED : AckLevel.WRITTEN;
    this.policy = new CommitPolicy(WritePolicy.IN_SYNC, level, world.chance(15) ? 2 : 1);
    this.options = chooseOptions(level);
  }

  /// Runs the history to its end.
  void run() throws IOException {
    machines.forEach(this::start);
    for (int i = 2 + world.random.nextInt(4); i > 0; i--) {
      SimClient client = new SimClient(this, world.between(4 * MS, 24 * MS));
      clients.add(client);
      client.ask();
    }
    breakOften();
    world.runUntil(FAULTS_NS, this::look);
    areFaultsOver = true;
    heal();
    if (isHopeful()) {
      recover();
    }
    for (SimMachine machine : machines) {
      SimServer server = machine.server();
      if (server != null) {
        stop(machine, machine::killed);
      }
    }
    world.runUntil(world.nowNs() + MS, () -> {});
  }

  /// I37.
  private void recover() throws IOException {
    long before = watch.answers();
    runUntil(SERVES_WITHIN_NS, "nobody serves", () -> watch.answers() > before + 10);
    runUntil(
        IN_SYNC_WITHIN_NS,
        "the in-sync set is not full",
        () -> quorum.newest().inSync().size() == 2);
    clients.forEach(SimClient::stop);
    runUntil(RESTS_WITHIN_NS, "the standby does not catch up", this::isAtRest);
    if (isHopeful()) {
      List<Bytes> keys = IntStream.range(0, KEYS).mapToObj(this::key).toList();
      watch.finished(running(0), running(1), keys);
    }
  }

  private void runUntil(long limitNs, String what, BooleanSupplier isReached) {
    while (!isReached.getAsBoolean() && isHopeful()) {
      SimWatch.check(world.nowNs() < FAULTS_NS + limitNs, "I37: %s: %s", what, this);
      world.runUntil(world.nowNs() + 100 * MS, this::look);
    }
  }

  /// Whether any node is left that could be primary: both may have lost what they acknowledged.
  private boolean isHopeful() {
    return machines.stream().anyMatch(this::isVouchedFor);
  }

  private boolean isVouchedFor(SimMachine machine) {
    Member member = machine.member();
    return member == null
        || quorum.newest().inSync().size() == 0
        || quorum.newest().vouchesFor(member);
  }

  /// Both run, and have applied the same.
  private boolean isAtRest() {
    SimServer one = machines.get(0).server();
    SimServer other = machines.get(1).server();
    return one != null
        && other != null
        && one.isServing() != other.isServing()
        && one.shows() == other.shows()
        && one.storage().log().appendedSequence() == other.storage().log().appendedSequence()
        && one.shows() == one.storage().log().appendedSequence();
  }

  GroupSettings settings(SimMachine self) {
    List<GroupMember> members =
        List.of(
            member("n1", GroupMember.Kind.DATA, PORT),
            member("n2", GroupMember.Kind.DATA, PORT + 1),
            member("n3", GroupMember.Kind.VOTER, PORT + 2));
    return new GroupSettings(NAME, members.get(self.index), members, policy, 250, 500, 300);
  }

  CommitPolicy policy() {
    return policy;
  }

  StorageOptions storageOptions() {
    return options;
  }

  SimMachine machine(int index) {
    return machines.get(index);
  }

  SimMachine machineAt(int port) {
    return machines.get(port - PORT);
  }

  SimMachine peerOf(SimMachine machine) {
    return machines.get(1 - machine.index);
  }

  Bytes key(int index) {
    return Bytes.utf8("list:" + index);
  }

  long nextNumber() {
    return ++number;
  }

  /// A process is gone by the fault of its disk, and comes back.
  void died(SimServer server) {
    if (server.equals(server.machine().server())) {
      SimMachine machine = server.machine();
      stop(machine, machine::killed);
      world.after(world.between(MS, 400 * MS), () -> start(machine));
    }
  }

  /// Something is wrong, and must be told even if whoever noticed it is not listened to.
  void broken(String what, @Nullable Throwable cause) {
    if (broken == null) {
      broken = new AssertionError(what, cause);
    }
  }

  private void look() {
    if (broken != null) {
      throw broken;
    }
    List<SimServer> running = new ArrayList<>(2);
    for (SimMachine machine : machines) {
      SimServer server = machine.server();
      if (server != null) {
        lookAt(server, running);
      }
    }
    watch.only(running);
  }

  private void lookAt(SimServer server, List<SimServer> running) {
    try {
      watch.look(server);
      running.add(server);
    } catch (SimCrash e) {
      died(server); // in a call of the disk that was made for the observer
    }
  }

  private void start(SimMachine machine) {
    if (machine.server() != null) {
      return;
    }
    machine.powerOn();
    try {
      new SimServer(this, machine).start();
    } catch (SimCrash e) {
      startAgain(machine);
    } catch (IOException e) {
      if (!machine.hasFailed()) {
        throw new AssertionError(machine + " does not start: " + e, e);
      }
      startAgain(machine);
    }
  }

  /// It died in its recovery.
  private void startAgain(SimMachine machine) {
    machine.killed();
    world.after(world.between(MS, 400 * MS), () -> start(machine));
  }

  private SimServer running(int index) {
    return Objects.requireNonNull(machines.get(index).server(), "server");
  }

  /// A proposal leaves a node: now and then the worst moment to die.
  private void sent(int index, Proposal proposal) {
    SimMachine machine = machines.get(index);
    if (proposal.beginsEpoch()) {
      watch.nominated(machine, proposal.expected());
    }
    if (!areFaultsOver && world.chance(proposal instanceof Proposal.Appoint ? 20 : 5)) {
      long durationNs = world.between(MS, 600 * MS);
      world.after(world.between(0, 8 * MS), () -> stopFor(machine, durationNs, machine::killed));
    }
  }

  private void breakOften() {
    if (!areFaultsOver) {
      breakSomething(machines.get(world.random.nextInt(2)));
      world.after(world.between(20 * MS, 1200 * MS), this::breakOften);
    }
  }

  private void breakSomething(SimMachine machine) {
    long durationNs = world.chance(50) ? world.between(MS, 300 * MS) : world.between(MS, 2000 * MS);
    switch (world.random.nextInt(19)) {
      case 0, 1 -> stopFor(machine, durationNs, machine::killed);
      case 2, 3 -> stopFor(machine, durationNs, machine::powerCut);
      case 4 -> machine.pause(durationNs);
      case 5 -> {
        network.cut(machine, durationNs);
        network.cut(peerOf(machine), world.chance(70) ? durationNs : 0);
      }
      case 6 -> quorum.cut(machine.index, durationNs);
      case 7 -> {
        quorum.cut(0, durationNs);
        quorum.cut(1, durationNs);
      }
      case 8 -> machine.stalledUntilNs = world.nowNs() + durationNs;
      case 9 -> {
        network.cut(machine, durationNs);
        network.cut(peerOf(machine), durationNs);
        quorum.cut(machine.index, durationNs);
      }
      case 10 -> machine.pause(world.between(500 * MS, 1500 * MS));
      case 11 -> machine.crashSoon();
      case 12 -> machine.failSoon();
      case 13 -> machine.jump(world.between(-3_600_000, 3_600_000));
      case 14 -> {
        machine.stalledUntilNs = world.nowNs() + 2 * durationNs;
        world.after(durationNs, () -> loseBoth(machine, durationNs));
      }
      case 15 -> {
        stopFor(machine, durationNs, machine::killed);
        SimMachine peer = peerOf(machine);
        stopFor(peer, world.between(MS, 1000 * MS), peer::killed);
      }
      case 16 -> machine.appliesFromNs = world.nowNs() + durationNs;
      default -> {
        SimServer server = machine.server();
        if (server != null) {
          server.laterOnLoop(0, server::handOver);
        }
      }
    }
  }

  /// The machine loses its power, and when what is synced is enough, now and then both do.
  private void loseBoth(SimMachine machine, long durationNs) {
    if (areFaultsOver) {
      return;
    }
    stopFor(machine, durationNs, machine::powerCut);
    if (world.chance(policy.ackLevel() == AckLevel.SYNCED ? 60 : 5)) {
      SimMachine peer = peerOf(machine);
      stopFor(peer, world.between(MS, 1000 * MS), peer::powerCut);
    }
  }

  private void stopFor(SimMachine machine, long durationNs, Runnable how) {
    if (machine.server() != null) {
      stop(machine, how);
      world.after(durationNs, () -> start(machine));
    }
  }

  private void stop(SimMachine machine, Runnable how) {
    SimServer server = Objects.requireNonNull(machine.server(), "server");
    server.stop(how);
  }

  private void heal() {
    quorum.heal();
    network.heal();
    machines.forEach(SimMachine::heal);
  }

  private StorageOptions chooseOptions(AckLevel level) {
    SyncPolicy lax = world.chance(50) ? SyncPolicy.EVERYSEC : SyncPolicy.NO;
    return StorageOptions.defaults()
        .withDatabases(1)
        .withLog(
            LogOptions.defaults()
                .withRingBytes(1 << (13 + world.random.nextInt(4)))
                .withSegmentBytes(1 << (14 + world.random.nextInt(3)))
                .withBypassBytes(1 << 16)
                .withSyncPolicy(level == AckLevel.SYNCED ? SyncPolicy.ALWAYS : lax))
        .withCheckpoint(
            new CheckpointOptions(world.between(40, 400), world.between(3000, 30_000), 700, 200));
  }

  private static GroupMember member(String id, GroupMember.Kind kind, int port) {
    NodeAddress address = new NodeAddress("127.0.0.1", port);
    return new GroupMember(new NodeId(id), kind, address, address);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(quorum.newest().toString());
    for (SimMachine machine : machines) {
      SimServer server = machine.server();
      text.append('\n').append(machine).append(' ').append(machine.member()).append(' ');
      text.append(server == null ? "down" : server.toString());
    }
    return text.toString();
  }
}
