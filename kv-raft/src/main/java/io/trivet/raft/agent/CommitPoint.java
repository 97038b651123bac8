package io.trivet.raft.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Proposal;
import io.trivet.raft.WritePolicy;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.group.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Up to where a primary's log is committed, from what it and its standbys hold.
///
/// The one place where acknowledgements and configurations meet: what a proposal needs is checked,
/// and counts for commits from then on, in one step (I3, I4, H5). An acknowledgement counts for the
/// incarnation that gave it, in a session of the epoch.
///
/// Threads: any, by its own lock; an acknowledgement costs a few comparisons and no garbage.
/// Invariants: within a tenure the committed sequence never falls.
public final class CommitPoint {
  private final Object lock = new Object();
  private final LongConsumer advanced;
  private final Progress progress = this::heldSequence;

  @GuardedBy("lock")
  private final List<Standby> standbys = new ArrayList<>();

  @GuardedBy("lock")
  private @Nullable PrimaryTenure tenure;

  @GuardedBy("lock")
  private long ownWritten;

  @GuardedBy("lock")
  private long ownDurable;

  /// A member that commits wait for, so that it can catch up and be admitted.
  @GuardedBy("lock")
  private @Nullable Member awaited;

  /// As firmly as which commits are held, so that a policy which asks for it can be proposed.
  @GuardedBy("lock")
  private @Nullable AckLevel awaitedLevel;

  /// Written under the lock.
  private volatile long committed;

  /// Written under the lock.
  private volatile boolean takesWrites;

  /// A commit point without a tenure: nothing is committed by it.
  ///
  /// @param advanced told of each advance, outside the lock, on the thread that caused it
  public CommitPoint(LongConsumer advanced) {
    this.advanced = advanced;
  }

  /// Begins a tenure. Nothing counts as committed before the members say so in this epoch.
  public void begin(PrimaryTenure begun) {
    synchronized (lock) {
      standbys.clear();
      tenure = begun;
      awaited = null;
      awaitedLevel = null;
      committed = 0;
      ownWritten = 0;
      ownDurable = 0;
      takesWrites = begun.takesWrites();
    }
  }

  /// A standby has joined in a session of this epoch; what an older incarnation of it said is
  /// forgotten.
  ///
  /// @return whether this is the epoch, and the standby one of a number that a group can have
  public boolean joined(int epoch, Member standby) {
    synchronized (lock) {
      if (!reignsIn(epoch)) {
        return false;
      }
      Standby known = find(standby.node());
      if (known == null && standbys.size() < InSyncSet.MAX_MEMBERS) {
        standbys.add(new Standby(standby));
        return true;
      }
      if (known != null && !known.member.equals(standby)) {
        standbys.set(standbys.indexOf(known), new Standby(standby));
      }
      return known != null;
    }
  }

  /// A standby that has joined says up to where it holds the log; cumulative. Of another epoch or
  /// incarnation it says nothing.
  public void heard(int epoch, Member standby, long writtenSequence, long durableSequence) {
    boolean isMore;
    synchronized (lock) {
      Standby known = reignsIn(epoch) ? find(standby.node()) : null;
      if (known == null || !known.member.equals(standby)) {
        return;
      }
      known.count++;
      known.written = Math.max(known.written, writtenSequence);
      known.durable = Math.max(known.durable, durableSequence);
      isMore = advance();
    }
    tell(isMore);
  }

  /// Up to where the primary's own log is written and synced; cumulative.
  public void own(long writtenSequence, long durableSequence) {
    boolean isMore;
    synchronized (lock) {
      ownWritten = Math.max(ownWritten, writtenSequence);
      ownDurable = Math.max(ownDurable, durableSequence);
      isMore = advance();
    }
    tell(isMore);
  }

  /// Checks whether the primary may propose this, and if so lets it count from now on; only then
  /// may it leave.
  ///
  /// @param serves whether the primary serves
  public boolean propose(Proposal proposal, boolean serves) {
    synchronized (lock) {
      PrimaryTenure now = tenure;
      if (now == null || !now.mayPropose(proposal, serves, committed, progress)) {
        return false;
      }
      tenure = now.proposing(proposal);
      takesWrites = tenure.takesWrites();
      return true;
    }
  }

  /// A configuration is committed; one of a newer epoch ends the tenure.
  public void observing(GroupConfig config) {
    boolean isMore;
    synchronized (lock) {
      PrimaryTenure now = tenure;
      if (now == null) {
        return;
      }
      if (now.isEndedBy(config)) {
        end();
        return;
      }
      tenure = now.observing(config);
      takesWrites = tenure.takesWrites();
      isMore = advance();
    }
    tell(isMore);
  }

  /// Ends the tenure: nothing more is committed here.
  public void end() {
    synchronized (lock) {
      tenure = null;
      standbys.clear();
      awaited = null;
      awaitedLevel = null;
      takesWrites = false;
    }
  }

  /// Everything in the log up to here is committed; after the end of a tenure, what was when it
  /// ended.
  public long committedSequence() {
    return committed;
  }

  /// Whether a write may be executed; if not it is refused before anything changes (H22).
  public boolean takesWrites() {
    return takesWrites;
  }

  /// I24: whether the tail of the epochs before is committed, and their leases are over.
  boolean serves(boolean haveOldLeasesLapsed) {
    synchronized (lock) {
      return tenure != null && tenure.serves(haveOldLeasesLapsed, committed);
    }
  }

  /// Lets commits wait for a member that is not in sync, or for none. It holds commits back and
  /// never lets one pass.
  void await(@Nullable Member member) {
    boolean isMore;
    synchronized (lock) {
      awaited = member;
      isMore = advance();
    }
    tell(isMore);
  }

  /// Lets commits wait until every member of the in-sync set holds them at this level, or no more.
  /// It holds commits back and never lets one pass.
  void awaitLevel(@Nullable AckLevel level) {
    boolean isMore;
    synchronized (lock) {
      awaitedLevel = level;
      isMore = advance();
    }
    tell(isMore);
  }

  /// What is known of a node's copy; null if it has not joined.
  @Nullable Standing standing(NodeId node) {
    synchronized (lock) {
      Standby known = find(node);
      return known == null
          ? null
          : new Standing(
              known.member,
              known.count,
              heldAs(known),
              ownWritten,
              Math.max(0, ownWritten - heldAs(known)));
    }
  }

  /// Up to where the floor may be raised: what every member of the in-sync set holds, also where
  /// commits do not wait for it.
  long floorSequence() {
    synchronized (lock) {
      PrimaryTenure now = tenure;
      if (now == null) {
        return 0;
      }
      GroupConfig config = now.config();
      long sequence = committed;
      if (config.policy().writePolicy() == WritePolicy.PRIMARY) {
        for (Member member : config.inSync().members()) {
          sequence = Math.min(sequence, heldSequence(member, config.ackLevel()));
        }
      }
      return sequence;
    }
  }

  @GuardedBy("lock")
  private boolean reignsIn(int epoch) {
    return tenure != null && tenure.epoch() == epoch;
  }

  /// Moves the committed sequence as far as it goes; whether it moved.
  @GuardedBy("lock")
  private boolean advance() {
    PrimaryTenure now = tenure;
    if (now == null) {
      return false;
    }
    long sequence = now.committedSequence(progress);
    Member candidate = awaited;
    if (candidate != null) {
      sequence = Math.min(sequence, heldSequence(candidate, now.config().policy().ackLevel()));
    }
    AckLevel level = awaitedLevel;
    if (level != null) {
      List<Member> members = now.config().inSync().members();
      for (int i = 0; i < members.size(); i++) {
        sequence = Math.min(sequence, heldSequence(members.get(i), level));
      }
    }
    boolean isMore = sequence > committed;
    if (isMore) {
      committed = sequence;
    }
    return isMore;
  }

  private void tell(boolean isMore) {
    if (isMore) {
      advanced.accept(committed);
    }
  }

  /// Asked within the lock by the rules, which do not know of it.
  private long heldSequence(Member member, AckLevel level) {
    synchronized (lock) {
      PrimaryTenure now = tenure;
      if (now != null && member.node().equals(now.self())) {
        return level == AckLevel.SYNCED ? ownDurable : ownWritten;
      }
      Standby known = find(member.node());
      if (known == null || !known.member.equals(member)) {
        return 0;
      }
      return level == AckLevel.SYNCED ? known.durable : known.written;
    }
  }

  @GuardedBy("lock")
  private long heldAs(Standby known) {
    PrimaryTenure now = tenure;
    boolean isSynced = now != null && now.config().policy().ackLevel() == AckLevel.SYNCED;
    return isSynced ? known.durable : known.written;
  }

  @GuardedBy("lock")
  private @Nullable Standby find(NodeId node) {
    for (int i = 0; i < standbys.size(); i++) {
      Standby standby = standbys.get(i);
      if (standby.member.node().equals(node)) {
        return standby;
      }
    }
    return null;
  }

  /// A standby's last words.
  private static final class Standby {
    private final Member member;
    private long written;
    private long durable;
    private long count;

    Standby(Member member) {
      this.member = member;
    }
  }

  /// What is known of a standby's copy.
  ///
  /// @param member the incarnation that has joined
  /// @param count how often it was heard
  /// @param heldSequence up to where it holds the log at the policy's level
  /// @param lagSequences how much of what the primary has written it lacks
  record Standing(
      Member member, long count, long heldSequence, long ownWritten, long lagSequences) {}
}
