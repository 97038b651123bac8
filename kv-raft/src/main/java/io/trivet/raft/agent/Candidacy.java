package io.trivet.raft.agent;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.NominationRule;
import io.trivet.raft.group.NominationRule.Verdict;
import io.trivet.raft.group.PrimaryTenure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a node that is not primary comes to ask for it (I2, I20, H34).
///
/// A nomination goes: promise to take nothing more of the known epoch; detach from its primary; if
/// it would be the only copy, sync; judge; make the promise durable; only then ask the quorum.
/// Whatever newer configuration is seen meanwhile ends it. After an unknown outcome it may be
/// repeated, on the same configuration; until that is overtaken the promise stands, and nobody is
/// followed.
///
/// At an operator's word it goes the same way without being vouched for; nothing of it is repeated
/// then, and the operator is told what came of it.
///
/// Threads: the agent's.
final class Candidacy {
  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  private final Surroundings world;
  private final Promises promises;
  private final Host host;
  private final Silence silence;
  private final Backoff backoff;
  private long notBeforeNs;
  private boolean hasHeard;
  private boolean isLost;
  private int attempt;
  private boolean isStanding;
  private int nominatedEpoch;
  private boolean isOnReleased;
  private @Nullable Verdict lastVerdict;
  private @Nullable Forced forced;

  /// An operator's word that has not been answered yet.
  ///
  /// @param sequence the end of the log that the operator has seen
  private record Forced(long sequence, Consumer<ForceOutcome> done) {}

  Candidacy(Surroundings world, Promises promises, Host host) {
    AgentTimes times = world.times();
    long nowNs = world.scheduler().nowNs();
    this.world = world;
    this.promises = promises;
    this.host = host;
    this.silence = new Silence(AgentTimes.ns(times.restTickMs()), nowNs);
    this.backoff =
        new Backoff(
            world.random(), AgentTimes.ns(times.retryMs()), AgentTimes.ns(times.retryLimitMs()));
    this.notBeforeNs = nowNs;
  }

  /// Whether a nomination is on its way, or may still be committed.
  boolean isOpen() {
    return isStanding || nominatedEpoch != 0;
  }

  /// What the rule said last; null if it was never asked.
  @Nullable Verdict lastVerdict() {
    return lastVerdict;
  }

  /// Whether this configuration, the newest, appoints this process.
  boolean isAppointed(GroupConfig config) {
    return PrimaryTenure.isAppointed(config, world.self(), nominatedEpoch, promises.fence());
  }

  /// Ends the candidacy with its success; whether the epoch before was released.
  boolean appointed() {
    answer(ForceOutcome.APPOINTED);
    stopStanding();
    backoff.reset();
    return isOnReleased;
  }

  /// A newer configuration that does not appoint this process.
  void decided(GroupConfig config) {
    long nowNs = world.scheduler().nowNs();
    if (isOpen()) {
      LOG.info("nomination lost config={} primary={}", config.at(), config.primary());
      notBeforeNs = nowNs + backoff.nextNs();
    }
    if (config.isReleased()) {
      notBeforeNs = nowNs;
    }
    answer(ForceOutcome.CHANGED);
    stopStanding();
  }

  /// Stands at an operator's word, on the configuration that is known.
  ///
  /// @param sequence the end of the log that the operator has seen
  /// @param done told once
  void force(long sequence, Consumer<ForceOutcome> done) {
    ForceOutcome refusal = refusal(sequence);
    if (refusal != null) {
      done.accept(refusal);
      return;
    }
    LOG.warn("forced by an operator on={} sequence={}", promises.known(), sequence);
    forced = new Forced(sequence, done);
    stand(NominationRule.alone(world.self()), promises.fence());
  }

  private @Nullable ForceOutcome refusal(long sequence) {
    GroupConfig config = promises.known();
    if (isStanding) {
      return ForceOutcome.BUSY;
    }
    if (world.replica().lineage().endSequence() != sequence) {
      return ForceOutcome.CHANGED;
    }
    ForceOutcome refusal = refusal(judgeForced(promises.fence().nominating(config.at())));
    boolean isElsewhere = !config.isReleased() && !config.isPrimary(world.self().node());
    boolean isSilent = isSilent(silence.lookNs(world.scheduler().nowNs()));
    return refusal == null && isElsewhere && !isSilent ? ForceOutcome.PRIMARY_LIVES : refusal;
  }

  private static @Nullable ForceOutcome refusal(Verdict verdict) {
    return switch (verdict) {
      case MAY_STAND, NOT_SYNCED -> null;
      case NEEDS_NO_FORCE -> ForceOutcome.NEEDS_NO_FORCE;
      case OF_ANOTHER_GROUP -> ForceOutcome.OF_ANOTHER_GROUP;
      case NOT_VOUCHED, FENCED, BELOW_FLOOR, PROMISE_HOLDS -> ForceOutcome.CHANGED;
    };
  }

  /// The primary, or the right to be one, was just met: the promise to wait for it begins anew.
  void promiseAnew() {
    silence.heard(world.scheduler().nowNs());
    hasHeard = false;
    isLost = false;
  }

  /// The primary that is followed spoke since the last look.
  void heard() {
    silence.heard(world.scheduler().nowNs());
    hasHeard = true;
    isLost = false;
    backoff.reset();
  }

  /// The connection to the primary was reset or refused.
  void lost() {
    isLost = hasHeard;
  }

  /// Looks whether it is time to stand.
  void tick(long nowNs) {
    long silentNs = silence.lookNs(nowNs);
    if (isStanding || nowNs - notBeforeNs < 0 || !hasReason(promises.known(), silentNs)) {
      return;
    }
    GroupConfig config = promises.known();
    InSyncSet kept = kept(config);
    EpochFence before = promises.fence();
    lastVerdict = judge(kept, before.nominating(config.at()));
    if (lastVerdict == Verdict.MAY_STAND || lastVerdict == Verdict.NOT_SYNCED) {
      stand(kept, before);
    } else {
      notBeforeNs = nowNs + backoff.nextNs();
    }
  }

  /// Whether anything but the state of the log and the promises speaks for it.
  private boolean hasReason(GroupConfig config, long silentNs) {
    AgentTimes times = world.times();
    if (config.epoch() == 0) {
      int place = world.settings().dataMembers().indexOf(world.self().node());
      return place >= 0 && silentNs >= place * AgentTimes.ns(times.firstWaitMs());
    }
    if (!config.vouchesFor(world.self())) {
      lastVerdict = Verdict.NOT_VOUCHED;
      return false;
    }
    if (config.isPrimary(world.self().node())) {
      boolean isGivenUp = config.isReleased() || host.isReigning();
      return !isGivenUp || silentNs >= AgentTimes.ns(times.handOverMs());
    }
    return config.isReleased() || isSilent(silentNs);
  }

  private boolean isSilent(long silentNs) {
    AgentTimes times = world.times();
    return silentNs >= AgentTimes.ns(isLost ? times.lostPromiseMs() : times.promiseMs());
  }

  private InSyncSet kept(GroupConfig config) {
    boolean doOthersFollow =
        config.epoch() > 0 && (config.isReleased() || config.isPrimary(world.self().node()));
    return doOthersFollow
        ? NominationRule.keepingAll(config, world.self())
        : NominationRule.alone(world.self());
  }

  private Verdict judge(InSyncSet kept, EpochFence fence) {
    return NominationRule.judge(
        promises.known(),
        world.self(),
        fence,
        world.replica().lineage(),
        world.replica().durableSequence(),
        true,
        kept);
  }

  private Verdict judgeForced(EpochFence fence) {
    LocalReplica replica = world.replica();
    return NominationRule.judgeForced(
        promises.known(), world.self(), fence, replica.lineage(), replica.durableSequence());
  }

  private void stand(InSyncSet kept, EpochFence before) {
    isStanding = true;
    isOnReleased = promises.known().isReleased();
    int mine = ++attempt;
    promises.nominate();
    LOG.info("stands on={} keeping={}", promises.known().at(), kept);
    host.standing();
    LocalReplica replica = world.replica();
    Runnable judged = step(mine, () -> propose(mine, kept, before));
    Runnable detached = kept.size() == 1 ? step(mine, () -> replica.sync(judged)) : judged;
    replica.detach(step(mine, detached));
  }

  /// A step that is left out if the candidacy is another by then, or none.
  private Runnable step(int mine, Runnable next) {
    return () -> {
      if (isStanding && mine == attempt) {
        next.run();
      }
    };
  }

  private void propose(int mine, InSyncSet kept, EpochFence before) {
    Forced asked = forced;
    Verdict verdict = asked == null ? judge(kept, promises.fence()) : judgeForced(promises.fence());
    lastVerdict = verdict;
    boolean isAsSeen = asked == null || world.replica().lineage().endSequence() == asked.sequence();
    if (verdict != Verdict.MAY_STAND || !isAsSeen) {
      answer(ForceOutcome.CHANGED);
      LOG.info("does not stand on={} verdict={}", promises.known().at(), verdict);
      promises.takeBack(before);
      pause();
      return;
    }
    world.replica().saveFence(promises.fence(), step(mine, () -> send(mine, kept)));
  }

  private void send(int mine, InSyncSet kept) {
    GroupConfig config = promises.known();
    Lineage log = world.replica().lineage();
    nominatedEpoch = NominationRule.nextEpoch(config, log);
    Proposal nomination =
        forced == null
            ? NominationRule.nomination(config, world.self(), log, kept, world.settings().policy())
            : NominationRule.forced(config, world.self(), log);
    world
        .quorum()
        .propose(nomination, outcome -> world.scheduler().execute(() -> answered(mine, outcome)));
  }

  private void answered(int mine, Outcome outcome) {
    LOG.info("nomination answered {}", outcome);
    switch (outcome) {
      case Outcome.Committed(GroupConfig config) -> host.observed(config);
      case Outcome.Rejected(GroupConfig current, _) -> host.observed(current);
      case Outcome.Unknown() -> {}
    }
    step(
            mine,
            () -> {
              answer(
                  outcome instanceof Outcome.Unknown
                      ? ForceOutcome.UNDECIDED
                      : ForceOutcome.CHANGED);
              pause();
            })
        .run();
  }

  /// Tells the operator, if one waits.
  private void answer(ForceOutcome outcome) {
    Forced asked = forced;
    forced = null;
    if (asked != null) {
      LOG.warn("forced failover outcome={}", outcome);
      asked.done().accept(outcome);
    }
  }

  /// Waits before the next attempt; what was asked for before may still come.
  private void pause() {
    isStanding = false;
    notBeforeNs = world.scheduler().nowNs() + backoff.nextNs();
    host.resting();
  }

  private void stopStanding() {
    isStanding = false;
    nominatedEpoch = 0;
    attempt++;
  }

  /// The agent, as its candidacy sees it.
  interface Host {

    /// Whether this process holds the epoch that is known, released or not.
    boolean isReigning();

    /// It stands from now on: nothing is followed, no older tenure goes on.
    void standing();

    /// It stands no more, and does not know more than before.
    void resting();

    /// A committed configuration was learnt.
    void observed(GroupConfig config);
  }
}
