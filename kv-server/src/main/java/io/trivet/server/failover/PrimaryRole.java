package io.trivet.server.failover;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.agent.AgentListener;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.StandbyCopies;
import io.trivet.server.replication.SessionListener;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.checkpoint.Storage;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does at the agent's word what makes this node a primary, and ends it.
///
/// ```
/// STANDBY -appointed-> standbys are fed -serving-> clients are served -ended-> LEAVING -cut-> STANDBY
/// ```
///
/// On the way down nothing is answered any more until all clients are gone; only then this node
/// follows, because until then a command that had begun may still append (I5, I27).
///
/// Threads: the group's; acknowledgements come from the event loops of the sessions.
final class PrimaryRole implements AgentListener, SessionListener {

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryRole.class);

  private final Storage storage;
  private final CommitWatermark watermark;
  private final RoleGate gate;
  private final GroupClients clients;
  private final StandbySessions sessions;
  private final Images images;
  private final Following following;
  private final Executor disk;
  private final LongSupplier clockNs;
  private final Consumer<GroupConfig> follow;
  private final GroupView view;
  private final StandbyCopies copies;
  private volatile @Nullable GroupAgent agent;
  private volatile @Nullable PlannedFailover failover;
  private volatile @Nullable GroupVerification verification;
  private volatile boolean isServing;

  /// @param disk the thread that may wait for the disk, and for clients to be gone
  /// @param follow connects to the primary of a configuration
  PrimaryRole(
      MemberData data,
      GroupClients clients,
      StandbySessions sessions,
      Images images,
      Following following,
      Executor disk,
      LongSupplier clockNs,
      Consumer<GroupConfig> follow,
      GroupView view) {
    this.storage = data.storage();
    this.watermark = data.watermark();
    this.gate = data.gate();
    this.clients = clients;
    this.sessions = sessions;
    this.images = images;
    this.following = following;
    this.disk = disk;
    this.clockNs = clockNs;
    this.follow = follow;
    this.view = view;
    this.copies = view.copies();
  }

  /// Has the agent asked from now on.
  void agent(GroupAgent asked) {
    agent = asked;
  }

  /// Has planned failovers end with the tenure.
  void failover(PlannedFailover planned) {
    failover = planned;
  }

  /// Has it hear of standbys whose copies differ.
  void verification(GroupVerification told) {
    verification = told;
  }

  /// Whether commands are executed as a primary does.
  boolean isServing() {
    return isServing;
  }

  @Override
  public void follow(GroupConfig config) {
    follow.accept(config);
  }

  @Override
  public void appointed(GroupConfig config) {
    LOG.info("appointed epoch={} inSync={}", config.epoch(), config.inSync());
    GroupAgent asked = required();
    sessions.begin(
        new LeadingLog(
            config.epoch(), storage, watermark, images, () -> asked.beaconsAt(clockNs.getAsLong())),
        this);
    asked.commitPoint().own(storage.log().writtenSequence(), storage.log().durableSequence());
  }

  @Override
  public void serving(int epoch) {
    LOG.info("serving epoch={} sequence={}", epoch, storage.log().appendedSequence());
    gate.lead(required().lease(), required().confirmations());
    isServing = true;
    view.roles().primary(true, true);
    clients.resume();
  }

  @Override
  public void mayAnswer(int epoch) {
    watermark.permitted();
  }

  @Override
  public void ended(int epoch) {
    LOG.warn("tenure over epoch={} sequence={}", epoch, storage.log().appendedSequence());
    isServing = false;
    view.roles().primary(false, false);
    gate.leave();
    PlannedFailover planned = failover;
    if (planned != null) {
      planned.tenureEnded();
    }
    sessions.end();
    disk.execute(images::letGo);
    CompletableFuture<?> cut = clients.cut().toCompletableFuture();
    disk.execute(() -> {
      cut.join();
      gate.stand();
      watermark.permitted();
      following.startApplying();
      clients.resume();
    });
  }

  @Override
  public void config(GroupConfig config) {
    storage.log().demandSync(config.ackLevel() == AckLevel.SYNCED);
    sessions.primaryIs(config.epoch(), config.primary());
    view.observed(config);
  }

  @Override
  public void committed(long sequence) {
    watermark.advance(sequence);
    storage.committed();
    sessions.committed();
  }

  @Override
  public void joined(int epoch, Member member, long session) {
    required().joined(epoch, member);
    GroupVerification told = verification;
    if (told != null) {
      told.joined(member);
    }
    disk.execute(images::letGo);
  }

  @Override
  public void differs(int epoch, Member member, SlotDifference difference) {
    GroupVerification told = verification;
    if (told != null) {
      told.differs(member, difference);
    }
  }

  @Override
  public void acked(
      int epoch, Member member, long writtenSequence, long durableSequence, long appliedSequence) {
    required().commitPoint().heard(epoch, member, writtenSequence, durableSequence);
    copies.heard(member.node(), writtenSequence, durableSequence);
  }

  @Override
  public void left(int epoch, Member member, long session) {
    required().left(epoch, member);
    GroupVerification told = verification;
    if (told != null) {
      told.left();
    }
    copies.left(member.node());
  }

  private GroupAgent required() {
    return Objects.requireNonNull(agent, "agent");
  }
}
