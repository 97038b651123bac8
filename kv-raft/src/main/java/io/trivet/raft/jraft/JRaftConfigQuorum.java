package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The quorum of one group on SOFAJRaft: this member's part of it.
///
/// A proposal goes to the log of the leader, or of the next one if that does not answer, and is
/// answered when it is applied here; so the watchers have seen what it made. The time limit and a
/// snapshot that may hold it make it "unknown".
///
/// A read asks a majority through the leader (ReadOnlySafe), never a lease of the library (H9).
/// After a snapshot from the leader the watchers see the newest configuration without those before
/// it.
///
/// Threads: any; callbacks come from one thread of this object, to which its fields are confined.
public final class JRaftConfigQuorum implements ConfigQuorum {

  private static final Logger LOG = LoggerFactory.getLogger(JRaftConfigQuorum.class);
  private static final int RESEND_MS = 20;

  private final PeerId self;
  private final CallbackThread callbacks = new CallbackThread();
  private final OpenProposals proposals = new OpenProposals(this::send);
  private final List<Consumer<GroupConfig>> watchers = new ArrayList<>();
  private GroupConfig shown = GroupConfig.NONE;
  private final int answerTimeoutMs;
  private final ConfigStateMachine machine;
  private final RaftMember member;
  private final NettyRpcClient peers;
  private final ProposalSender sender;
  private final LeaderWatchdog watchdog;
  private final Admission admission;
  private final int watchEveryMs;
  private final Executor handOvers;
  private volatile boolean isStarted;
  private volatile boolean isClosed;

  private JRaftConfigQuorum(
      QuorumSettings settings, PeerTransport transport, Consumer<Throwable> onFailure)
      throws IOException {
    self = settings.self().peerId();
    answerTimeoutMs = settings.answerTimeoutMs();
    handOvers = transport.events();
    machine = new ConfigStateMachine(new Decisions(onFailure), transport.events());
    member = RaftMember.start(settings, transport, machine);
    peers = new NettyRpcClient(transport);
    peers.init(new PeerNodeOptions(transport, settings.electionTimeoutMs(), 1));
    sender = new ProposalSender(settings, machine, member, peers, callbacks);
    watchdog = new LeaderWatchdog(settings.electionTimeoutMs());
    watchEveryMs = settings.electionTimeoutMs();
    var _ = callbacks.after(watchEveryMs, () -> watchLeader(onFailure));
    admission = new Admission(settings, machine, peers, callbacks);
    if (settings.self().generation() > 0) {
      callbacks.execute(admission::ask);
    }
    isStarted = true;
  }

  /// Takes part in a group.
  ///
  /// @param transport of the peer port; stays the caller's, who closes it after the quorum
  /// @param onFailure told when this member cannot go on: the node must stop
  /// @throws CorruptRaftFileException if the directory is not what this member left
  /// @throws IOException if the directory is in use or the address cannot be bound
  public static JRaftConfigQuorum start(
      QuorumSettings settings, PeerTransport transport, Consumer<Throwable> onFailure)
      throws IOException {
    PeerNodeOptions.setThreads();
    return new JRaftConfigQuorum(settings, transport, onFailure);
  }

  @Override
  public void propose(Proposal proposal, Consumer<Outcome> decided) {
    UUID id = UUID.randomUUID();
    callbacks.execute(() -> proposals.add(id, proposal, decided));
    var _ = callbacks.after(answerTimeoutMs, () -> proposals.giveUp(id));
  }

  @Override
  public void watch(Consumer<GroupConfig> watcher) {
    callbacks.execute(() -> {
      watchers.add(watcher);
      watcher.accept(shown);
    });
  }

  @Override
  public void read(Consumer<Reading> answered) {
    AtomicBoolean isAnswered = new AtomicBoolean();
    Consumer<Reading> answer =
        reading -> {
          if (isAnswered.compareAndSet(false, true)) {
            answered.accept(reading);
          }
        };
    Future<?> limit =
        callbacks.after(answerTimeoutMs, () -> answer.accept(new Reading.Unconfirmed()));
    member.readIndex(status -> {
      Reading reading =
          status.isOk() ? new Reading.Confirmed(machine.config()) : new Reading.Unconfirmed();
      limit.cancel(false);
      callbacks.execute(() -> answer.accept(reading));
    });
  }

  /// Whether this member leads the Raft group, as far as it knows. That makes no primary.
  public boolean isLeader() {
    return machine.isLeader();
  }

  /// Whether a committed membership has this member in it, as far as this member has seen.
  public boolean isMember() {
    return machine.membership().contains(self);
  }

  /// Waits, as long as it takes, until a member that was never in a membership is taken in. So what
  /// this node says of itself while it waits, and after, shows whether another one can be spared.
  public void awaitAdmission() throws InterruptedException {
    if (member.isNew()) {
      admission.await();
    }
  }

  /// Changes who votes, as when a member comes back under another generation. Only the leader can,
  /// and a member that was just started may have to be tried again.
  ///
  /// @param changed told once: null when it is done, else why not, or why nobody knows
  public void changeMembers(List<PeerAddress> members, Consumer<@Nullable String> changed) {
    member.changeMembers(
        members,
        status ->
            callbacks.execute(() -> changed.accept(status.isOk() ? null : status.toString())));
  }

  /// Writes a snapshot now; one is written every ten minutes anyway. The one after it prunes the
  /// log.
  ///
  /// @param written told once whether it was
  void snapshot(Consumer<Boolean> written) {
    member.snapshot(status -> callbacks.execute(() -> written.accept(status.isOk())));
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      peers.shutdown();
      member.close();
    } catch (IOException e) {
      LOG.warn("directory of the quorum not closed", e);
    }
    callbacks.execute(proposals::giveUpAll);
    callbacks.close();
  }

  private void watchLeader(Consumer<Throwable> onFailure) {
    if (isClosed) {
      return;
    }
    switch (watchdog.look(machine.isLeader(), System.nanoTime())) {
      case PROBE -> read(reading -> proved(reading instanceof Reading.Confirmed));
      case HAND_OVER -> {
        LOG.warn("leader hands over, no read came through config={}", shown.at());
        handOvers.execute(member::handOver);
      }
      case FAIL -> onFailure.accept(new IllegalStateException("the Raft leader is stuck"));
      case NOTHING -> {}
    }
    var _ = callbacks.after(watchEveryMs, () -> watchLeader(onFailure));
  }

  private void proved(boolean isConfirmed) {
    watchdog.probed(isConfirmed, System.nanoTime());
  }

  private void send(ProposalEntry entry) {
    sender.send(
        entry.encode(),
        () -> {
          var _ = callbacks.after(RESEND_MS, () -> proposals.sendAgain(entry));
        });
  }

  /// The library tells the others what is committed with its next heartbeat. A read sends one now.
  private void tellFollowers() {
    if (isStarted && machine.isLeader()) {
      member.readIndex(status -> LOG.debug("followers told status={}", status));
    }
  }

  private void show(GroupConfig config) {
    shown = config;
    watchers.forEach(watcher -> watcher.accept(config));
  }

  /// Brings what the apply thread tells over to the callback thread.
  private final class Decisions implements ConfigStateMachine.Listener {

    private final Consumer<Throwable> onFailure;

    Decisions(Consumer<Throwable> onFailure) {
      this.onFailure = onFailure;
    }

    @Override
    public void decided(UUID proposalId, Outcome outcome) {
      callbacks.execute(() -> {
        if (outcome instanceof Outcome.Committed(GroupConfig config)) {
          show(config);
        }
        proposals.decided(proposalId, outcome);
        tellFollowers();
      });
    }

    @Override
    public void restored(GroupConfig config) {
      callbacks.execute(() -> {
        show(config);
        proposals.giveUpAll();
      });
    }

    @Override
    public void leaderFound() {
      callbacks.execute(proposals::leaderFound);
    }

    @Override
    public void failed(Throwable cause) {
      callbacks.execute(() -> onFailure.accept(cause));
    }
  }
}
