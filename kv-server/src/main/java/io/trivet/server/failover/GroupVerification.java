package io.trivet.server.failover;

import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.server.command.VerifyControl;
import io.trivet.server.replication.SessionProgress;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.Verification;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the standby's copy with this primary's, at an operator's wish.
///
/// This node puts digests into the log; the standby compares itself as it applies them, and says
/// nothing while it is equal. So it is equal if, in one session, it has applied the last digest.
/// One that differs leaves, and says why when it comes for an image; until then nothing is known.
///
/// Threads: any, under its own lock; nothing blocks.
final class GroupVerification implements VerifyControl {

  private static final Logger LOG = LoggerFactory.getLogger(GroupVerification.class);

  /// How long a standby that left may take to come back and say why: it recovers meanwhile.
  private static final long AWAY_NS = TimeUnit.MINUTES.toNanos(2);

  private final Storage storage;
  private final StandbySessions sessions;
  private final BooleanSupplier isServing;
  private final LongSupplier clockNs;
  private final Map<NodeId, SlotDifference> barred = new HashMap<>();
  private long differences;
  private @Nullable Run run;

  /// One comparison.
  private static final class Run {
    private final Verification work;
    private final NodeId standby;
    private final long session;
    private final long fromSequence;
    private final long beginNs;
    private State state = State.RUNNING;
    private @Nullable SlotDifference difference;
    private String reason = "";
    private boolean isAway;
    private long awayNs;
    private long endNs;

    Run(Verification work, SessionProgress session, long fromSequence, long nowNs) {
      this.work = work;
      this.standby = session.member().node();
      this.session = session.session();
      this.fromSequence = fromSequence;
      this.beginNs = nowNs;
      this.endNs = nowNs;
    }
  }

  GroupVerification(
      Storage storage, StandbySessions sessions, BooleanSupplier isServing, LongSupplier clockNs) {
    this.storage = storage;
    this.sessions = sessions;
    this.isServing = isServing;
    this.clockNs = clockNs;
  }

  @Override
  public synchronized Answer begin(int firstSlot, int lastSlot) {
    look();
    Run present = run;
    if (!isServing.getAsBoolean()) {
      return Answer.NOT_PRIMARY;
    }
    if (present != null && present.state == State.RUNNING) {
      return Answer.BUSY;
    }
    for (SessionProgress session : sessions.progress()) {
      if (follows(session)) {
        long from = storage.log().appendedSequence();
        Verification work = storage.verify(firstSlot, lastSlot);
        run = new Run(work, session, from, clockNs.getAsLong());
        LOG.info(
            "verification begins standby={} slots={}..{}",
            session.member().node(),
            firstSlot,
            lastSlot);
        return Answer.BEGUN;
      }
    }
    return Answer.NO_STANDBY;
  }

  @Override
  public synchronized Report report() {
    look();
    Run present = run;
    if (present == null) {
      Report none = Report.NONE;
      return new Report(none.state(), null, 0, 0, 0, 0, 0, null, none.reason(), Map.copyOf(barred));
    }
    long endNs = present.state == State.RUNNING ? clockNs.getAsLong() : present.endNs;
    return new Report(
        present.state,
        present.standby,
        present.work.slots(),
        present.work.slotsDone(),
        present.work.keys(),
        present.work.endSequence(),
        TimeUnit.NANOSECONDS.toMillis(endNs - present.beginNs),
        present.difference,
        present.reason,
        Map.copyOf(barred));
  }

  @Override
  public synchronized long differences() {
    return differences;
  }

  /// Whether a standby is known to differ, and must not be handed the role.
  synchronized boolean isBarred(NodeId standby) {
    return barred.containsKey(standby);
  }

  /// A standby has said that it differs, and wants an image.
  synchronized void differs(Member standby, SlotDifference found) {
    if (found.equals(barred.put(standby.node(), found))) {
      return;
    }
    differences++;
    LOG.error(
        "copy differs standby={} slot={} sequence={} primaryDigest={} standbyDigest={}:"
            + " it is no candidate until it has taken an image",
        standby.node(),
        found.slot(),
        found.sequence(),
        Long.toHexString(found.primaryDigest()),
        Long.toHexString(found.ownDigest()));
    Run present = run;
    if (present != null
        && present.standby.equals(standby.node())
        && present.fromSequence < found.sequence()
        && (present.state == State.RUNNING || present.state == State.FAILED)) {
      present.difference = found;
      present.reason = "";
      end(present, State.DIFFERENT);
    }
  }

  /// A standby follows: if it differed, it has an image now.
  synchronized void joined(Member standby) {
    if (barred.remove(standby.node()) != null) {
      LOG.info("copy is replaced standby={}", standby.node());
    }
    look();
  }

  /// The session of a standby is over.
  synchronized void left() {
    look();
  }

  /// Looks how the comparison stands.
  private void look() {
    Run present = run;
    if (present == null || present.state != State.RUNNING) {
      return;
    }
    SessionProgress session = session(present);
    if (!isServing.getAsBoolean()) {
      fail(present, "this node is not the primary any more");
    } else if (present.work.failure() != null) {
      fail(present, "this primary's own copy cannot be read: " + present.work.failure());
    } else if (session != null && session.session() == present.session) {
      boolean isCompared = session.appliedSequence() >= present.work.endSequence();
      if (present.work.isDone() && isCompared) {
        end(present, State.EQUAL);
      }
    } else {
      lookForAbsent(present, session);
    }
  }

  /// What it has applied since proves nothing: it did not see all marks in one life.
  private void lookForAbsent(Run present, @Nullable SessionProgress session) {
    long nowNs = clockNs.getAsLong();
    if (!present.isAway) {
      present.isAway = true;
      present.awayNs = nowNs;
      present.work.cancel();
    }
    if (session != null && follows(session)) {
      fail(present, "the standby was away meanwhile");
    } else if (nowNs - present.awayNs > AWAY_NS) {
      fail(present, "the standby is away");
    }
  }

  private @Nullable SessionProgress session(Run present) {
    for (SessionProgress session : sessions.progress()) {
      if (session.member().node().equals(present.standby)) {
        return session;
      }
    }
    return null;
  }

  private static boolean follows(SessionProgress session) {
    return session.state() == SessionProgress.State.CATCH_UP
        || session.state() == SessionProgress.State.ONLINE;
  }

  private void fail(Run present, String why) {
    present.reason = why;
    end(present, State.FAILED);
  }

  private void end(Run present, State state) {
    present.state = state;
    present.endNs = clockNs.getAsLong();
    present.work.cancel();
    LOG.info(
        "verification ends standby={} state={} slots={} keys={} reason={}",
        present.standby,
        state,
        present.work.slotsDone(),
        present.work.keys(),
        Objects.requireNonNullElse(present.reason, ""));
  }
}
