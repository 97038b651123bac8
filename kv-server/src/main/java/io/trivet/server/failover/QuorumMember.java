package io.trivet.server.failover;

import io.trivet.raft.jraft.FreshMember;
import io.trivet.raft.jraft.JRaftConfigQuorum;
import io.trivet.raft.jraft.PeerAddress;
import io.trivet.raft.jraft.PeerTransport;
import io.trivet.raft.jraft.QuorumSettings;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// This node's vote in its group.
final class QuorumMember {

  /// More elections than a proposal or a read may have to sit out.
  private static final int ANSWER_ELECTIONS = 3;

  private QuorumMember() {}

  /// Takes part in the quorum. A node without a directory first waits until the others have told it
  /// whether it may have voted before, and if so, until the leader has taken it in.
  ///
  /// @param directory of the quorum's files
  /// @param random names this node's identity in the quorum
  /// @param onFailure told when this member cannot go on: the node must stop
  /// @throws IOException if the directory is damaged or in use, or the peer address cannot be bound
  static JRaftConfigQuorum start(
      GroupSettings settings,
      Path directory,
      PeerTransport transport,
      RandomGenerator random,
      Consumer<Throwable> onFailure)
      throws IOException {
    List<PeerAddress> members = settings.members().stream().map(QuorumMember::address).toList();
    PeerAddress self =
        FreshMember.enter(
            settings.groupId(), address(settings.self()), members, directory, transport, random);
    QuorumSettings quorum =
        new QuorumSettings(
            settings.groupId(),
            self,
            members,
            directory,
            settings.electionTimeoutMs(),
            ANSWER_ELECTIONS * settings.electionTimeoutMs());
    return admitted(JRaftConfigQuorum.start(quorum, transport, onFailure));
  }

  private static JRaftConfigQuorum admitted(JRaftConfigQuorum quorum) throws IOException {
    try {
      quorum.awaitAdmission();
      return quorum;
    } catch (InterruptedException e) {
      quorum.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the group took this node in");
    }
  }

  private static PeerAddress address(GroupMember member) {
    int priority = member.isVoter() ? PeerAddress.VOTER_PRIORITY : PeerAddress.DATA_PRIORITY;
    return new PeerAddress(member.peer().host(), member.peer().port(), 0, priority);
  }
}
