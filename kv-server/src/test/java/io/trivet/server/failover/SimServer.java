package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.agent.AgentScheduler;
import io.trivet.raft.agent.SimWorld;
import io.trivet.raft.jraft.PeerIo;
import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.ReleasePermit;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.replication.LinkListener;
import io.trivet.server.replication.LinkSettings;
import io.trivet.server.replication.PrimaryLink;
import io.trivet.server.replication.StandbyCopy;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.checkpoint.CheckpointReport;
import io.trivet.storage.checkpoint.SimStorage;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.StorageListener;
import io.trivet.storage.checkpoint.StorageSteps;
import io.trivet.storage.checkpoint.StoreException;
import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.LogFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One run of a server that keeps data: everything of it between the clients' commands and the
/// disk, wired as [GroupNode] does, on threads that the simulation steps.
final class SimServer implements StorageListener, AgentScheduler {
  private final SimulatedGroup group;
  private final SimWorld world;
  private final SimMachine machine;
  private final SimThread groupThread = new SimThread(this, false, MS / 10, 5 * MS);
  private final SimThread diskThread;
  private final SimThread catchUpThread;
  private final SimThread loopThread = new SimThread(this, false, MS / 20, 2 * MS);
  private final SimLoop loop = new SimLoop(this, loopThread);
  private final Storage storage;
  private final SimStorage background;
  private final CommitWatermark watermark;
  private final RoleGate gate;
  private final SimService service;
  private final StandbySessions sessions;
  private final GroupView view;
  private final DataMember member;
  private final List<SimNetwork.End> ends = new ArrayList<>();
  private @Nullable SimThread current;
  private boolean isWired;
  private boolean isGone;

  SimServer(SimulatedGroup group, SimMachine machine) throws IOException {
    this.group = group;
    this.world = group.world;
    this.machine = machine;
    this.diskThread = new SimThread(this, true, machine.diskNs, 200 * MS);
    this.catchUpThread = new SimThread(this, true, machine.diskNs, 200 * MS);
    Random random = new Random(world.random.nextLong());
    storage =
        SimStorage.recover(
            machine.log, machine.store, group.storageOptions(), machine, random, this);
    cutAtStart();
    gate = new RoleGate(machine::monoNs, () -> false);
    boolean isLeaseIgnored = group.plant == SimPlant.ANSWERS_WITHOUT_A_LEASE;
    watermark =
        new CommitWatermark(
            storage.startReport().redoSequence(), isLeaseIgnored ? ReleasePermit.ALWAYS : gate);
    boolean cuts = group.plant != SimPlant.HELD_ANSWERS_SURVIVE_THE_TENURE;
    service = new SimService(this, storage, watermark, cuts);
    GroupSettings settings = group.settings(machine);
    sessions =
        new StandbySessions(
            LinkSettings.of(settings.groupId()),
            Set.of(group.peerOf(machine).id),
            machine,
            catchUpThread,
            null,
            null);
    view = new GroupView(settings, service, List::of, policy -> {}, machine, Thread::new);
    MemberFiles files = MemberFiles.open(machine.promises, random, storage.log().lastEpoch());
    machine.started(this, files.incarnation(machine.bootId()));
    if (group.plant == SimPlant.PROMISE_IS_NOT_DURABLE) {
      machine.forgetPromises();
    }
    member =
        new DataMember(
            settings,
            new MemberData(storage, watermark, gate),
            files,
            machine.bootId(),
            group.quorum.port(this::later, machine.index),
            new MemberThreads(this, diskThread, this::applier),
            view,
            sessions,
            this::way,
            surroundings(random));
    background = SimStorage.start(storage, committedSequence(), member::isServing);
    isWired = true;
    service.begin(view);
  }

  void start() {
    member.start();
    syncOften();
    checkpointOften();
    keepHouseOften();
  }

  SimulatedGroup group() {
    return group;
  }

  SimMachine machine() {
    return machine;
  }

  SimLoop loop() {
    return loop;
  }

  Storage storage() {
    return storage;
  }

  SimService service() {
    return service;
  }

  /// Up to where its keyspace shows the log.
  long shows() {
    return Objects.requireNonNull(view.facts()).log().applied();
  }

  long committed() {
    return watermark.committedSequence();
  }

  boolean isServing() {
    return member.isServing();
  }

  /// Whether it decides what is committed.
  boolean isPrimary() {
    return Objects.requireNonNull(view.facts()).role() == GroupFacts.Role.PRIMARY;
  }

  /// Whether answers may leave as those of a primary.
  boolean mayAnswer() {
    return isServing() && gate.isGiven(0);
  }

  boolean isGone() {
    return isGone || machine.hasCrashed();
  }

  // Time and threads.

  /// Runs a task of this process after a true delay; a paused process runs it when it goes on, one
  /// that is gone never.
  void later(long delayNs, Runnable task) {
    world.after(delayNs, () -> arrive(task));
  }

  /// Likewise, after a delay by its own clock.
  void laterByOwnClock(long delayNs, Runnable task) {
    later(machine.trueNs(delayNs), task);
  }

  /// Likewise, on the event loop.
  void laterOnLoop(long delayNs, Runnable task) {
    later(delayNs, () -> loopThread.execute(task));
  }

  boolean isOn(SimThread thread) {
    return current == thread;
  }

  /// Does something now, on a thread.
  void on(@Nullable SimThread thread, Runnable task) {
    SimThread before = current;
    current = thread;
    try {
      task.run();
    } finally {
      current = before;
    }
  }

  private void arrive(Runnable task) {
    if (isGone()) {
      return;
    }
    long pausedNs = machine.pausedUntilNs - world.nowNs();
    if (pausedNs > 0) {
      later(pausedNs, task);
      return;
    }
    try {
      on(null, task);
    } catch (SimCrash e) {
      group.died(this);
    }
    if (!isGone && machine.hasCrashed()) {
      group.died(this);
    }
  }

  @Override
  public long nowNs() {
    return machine.monoNs();
  }

  @Override
  public void execute(Runnable task) {
    groupThread.execute(task);
  }

  @Override
  public void after(long delayNs, Runnable task) {
    laterByOwnClock(delayNs, () -> groupThread.execute(task));
  }

  // What others ask of it.

  /// A standby has connected.
  void accept(SimChannel channel, SimNetwork.End end) {
    ends.add(end);
    channel.connected(end);
    var _ = loop.register(channel);
    sessions.accept(channel);
  }

  /// It has connected to a primary.
  void opened(SimNetwork.End end) {
    ends.add(end);
  }

  /// Executes a request, on the event loop.
  void execute(SimRequest request) {
    try {
      service.execute(request);
    } catch (IOException e) {
      failed(e);
    }
  }

  /// An answer leaves.
  void answers(SimRequest.Answer answer, long neededSequence) {
    if (!isGone()) {
      group.watch.answered(this, answer, neededSequence);
    }
  }

  /// An operator asks for a hand-over.
  void handOver() {
    var _ = view.failovers().begin(new FailoverControl.Request(null, 2_000, false));
  }

  // What storage tells.

  @Override
  public void written(long sequence) {
    if (isWired) {
      member.written(sequence);
      if (group.plant == SimPlant.PRIMARY_COUNTS_WHAT_IT_HAS_NOT_SYNCED) {
        member.durable(sequence);
      }
      storage.committed();
    }
  }

  @Override
  public void durable(long sequence) {
    if (isWired) {
      member.durable(sequence);
      storage.committed();
    }
  }

  @Override
  public void roomAvailable() {
    if (isWired) {
      member.roomAvailable();
    }
  }

  @Override
  public void checkpointed(CheckpointReport report) {
    group.watch.checkpointed(this, report);
  }

  @Override
  public void failed(LogFailedException cause) {
    failed((Throwable) cause);
  }

  @Override
  public void storageFailed(Throwable cause) {
    failed(cause);
  }

  /// The process cannot go on. That is right after a disk that failed, and else a bug.
  private void failed(Throwable cause) {
    if (isGone() || cause instanceof SimCrash) {
      return; // it is dying already
    }
    if (!machine.hasFailed()) {
      group.broken(machine + " ends by itself: " + cause, cause);
    }
    group.died(this);
  }

  // Its background work.

  private void syncOften() {
    boolean isIdle = storage.log().durableSequence() == storage.log().appendedSequence();
    long waitNs = world.delayNs(isIdle ? 4 * MS : MS, 30 * MS);
    long stalledNs = machine.stalledUntilNs - world.nowNs();
    later(
        Math.max(waitNs, stalledNs),
        () -> {
          if (machine.stalledUntilNs <= world.nowNs()) {
            step(() -> background.steps().sync(machine.monoNs()));
          }
          syncOften();
        });
  }

  private void checkpointOften() {
    later(
        world.delayNs(16 * MS, 100 * MS),
        () -> {
          StorageSteps steps = background.steps();
          int most = 1 + world.random.nextInt(12);
          step(() -> {
            for (int i = 0; i < most && steps.checkpoint(); i++) {}
          });
          checkpointOften();
        });
  }

  private void keepHouseOften() {
    later(
        world.delayNs(100 * MS, 300 * MS),
        () -> {
          step(() -> background.steps().keepHouse());
          background.evictSome(world.random.split(), machine.wallMs());
          keepHouseOften();
        });
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      failed(e);
    }
  }

  /// Something that the disk may refuse.
  private interface Step {
    void run() throws IOException;
  }

  // The end.

  /// Nothing of it happens any more; what is on the way to its peer arrives.
  void stop(Runnable how) {
    try {
      group.watch.look(this);
    } catch (SimCrash e) {
      isGone = true; // its disk tells nothing more
    }
    machine.lastCommitMark =
        Math.min(watermark.committedSequence(), storage.log().writtenSequence());
    isGone = true;
    how.run();
    ends.forEach(SimNetwork.End::close);
    world.after(0, this::bury);
  }

  private void bury() {
    for (SimNetwork.End end : ends) {
      loop.run(end.channel()::receiveEnd);
    }
    loop.terminate();
    service.end();
    try {
      background.abandon();
    } catch (IOException e) {
      throw new AssertionError("memory not given back", e);
    }
  }

  // Its parts.

  private Applying.Worker applier(Applying.Work work) {
    return new SimApplier(this, work, group.plant != SimPlant.PROMOTED_BEFORE_ALL_IS_APPLIED);
  }

  private LongSupplier committedSequence() {
    return group.plant == SimPlant.STANDBY_CHECKPOINTS_WHAT_IS_NOT_COMMITTED
        ? storage.log()::writtenSequence
        : watermark::committedSequence;
  }

  private PrimaryLink way(StandbyCopy copy, LinkListener listener, Executor blocking) {
    PlantedCopy planted = new PlantedCopy(this, copy, listener);
    return new PrimaryLink(
        LinkSettings.of(SimulatedGroup.NAME),
        loop,
        SimChannel.class,
        null,
        planted,
        planted,
        blocking,
        machine,
        new Random(world.random.nextLong()));
  }

  private NodeSurroundings surroundings(Random random) {
    return new NodeSurroundings(
        PeerIo.nio(),
        null,
        loop,
        service,
        List::of,
        policy -> {},
        machine,
        random,
        Thread::new,
        () -> group.broken(machine + " wants to start over from an image", null),
        this::failed);
  }

  private void cutAtStart() throws IOException {
    long mark = machine.lastCommitMark;
    if (group.plant == SimPlant.START_CUTS_TO_THE_OWN_COMMIT_MARK
        && mark > KeyspaceTxn.INITIAL_STATE
        && mark < storage.log().appendedSequence()) {
      try {
        String _ = storage.truncateAfter(mark);
      } catch (StoreException e) {
        // the checkpoint shows more than that
        machine.lastCommitMark = 0;
      }
    }
  }

  @Override
  public String toString() {
    return machine + " at " + storage.log().writtenSequence();
  }
}
