package io.trivet.server.failover;

import io.trivet.raft.jraft.JRaftConfigQuorum;
import io.trivet.raft.jraft.PeerAddress;
import io.trivet.raft.jraft.PeerTransport;
import io.trivet.raft.jraft.QuorumSettings;
import io.trivet.raft.jraft.RaftDirectory;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// This node's vote in its group.
final class QuorumMember {

  /// More elections than a proposal or a read may have to sit out.
  private static final int ANSWER_ELECTIONS = 3;

  private QuorumMember() {}

  /// Takes part in the quorum; a node without a directory begins as a member that has never voted.
  ///
  /// @param directory of the quorum's files
  /// @param onFailure told when this member cannot go on: the node must stop
  /// @throws IOException if the directory is damaged or in use, or the peer address cannot be bound
  static JRaftConfigQuorum start(
      GroupSettings settings,
      Path directory,
      PeerTransport transport,
      Consumer<Throwable> onFailure)
      throws IOException {
    PeerAddress self = address(settings.self());
    if (!Files.exists(directory)) {
      RaftDirectory.create(directory, settings.groupId(), self);
    }
    return JRaftConfigQuorum.start(
        new QuorumSettings(
            settings.groupId(),
            self,
            settings.members().stream().map(QuorumMember::address).toList(),
            directory,
            settings.electionTimeoutMs(),
            ANSWER_ELECTIONS * settings.electionTimeoutMs()),
        transport,
        onFailure);
  }

  private static PeerAddress address(GroupMember member) {
    int priority = member.isVoter() ? PeerAddress.VOTER_PRIORITY : PeerAddress.DATA_PRIORITY;
    return new PeerAddress(member.peer().host(), member.peer().port(), 0, priority);
  }
}
