package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.google.protobuf.ByteString;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Brings an entry to the leader's log, here or on another member. One try a call.
///
/// Threads: any; it does not block.
final class ProposalSender {

  private final String groupId;
  private final ConfigStateMachine machine;
  private final RaftMember member;
  private final NettyRpcClient peers;
  private final Executor callbacks;
  private final int timeoutMs;

  /// @param callbacks runs what is told
  ProposalSender(
      QuorumSettings settings,
      ConfigStateMachine machine,
      RaftMember member,
      NettyRpcClient peers,
      Executor callbacks) {
    this.groupId = settings.groupId();
    this.timeoutMs = settings.answerTimeoutMs();
    this.machine = machine;
    this.member = member;
    this.peers = peers;
    this.callbacks = callbacks;
  }

  /// Sends it; told once what became of it.
  void send(byte[] entry, Consumer<Fate> told) {
    PeerId leader = machine.followed();
    if (machine.isLeader()) {
      member.append(
          entry,
          status ->
              callbacks.execute(() -> told.accept(status.isOk() ? Fate.LOGGED : Fate.UNKNOWN)));
    } else if (leader == null || !peers.checkConnection(leader.getEndpoint(), true)) {
      told.accept(Fate.NOT_SENT);
    } else {
      forward(leader, entry, told);
    }
  }

  private void forward(PeerId leader, byte[] entry, Consumer<Fate> told) {
    ProposeRequest request = new ProposeRequest(groupId, ByteString.copyFrom(entry));
    try {
      peers.invokeAsync(
          leader.getEndpoint(), request.encode(), null, new Answer(told, callbacks), timeoutMs);
    } catch (RemotingException e) {
      told.accept(Fate.NOT_SENT);
    }
  }

  /// What became of one try.
  enum Fate {
    /// Nothing was done with it: it may be sent again.
    NOT_SENT,
    /// It is committed to the log, and will be decided on every member.
    LOGGED,
    /// It may be in the log.
    UNKNOWN
  }

  /// The other member's answer.
  private record Answer(Consumer<Fate> told, Executor executor) implements InvokeCallback {

    @Override
    public void complete(Object answer, Throwable cause) {
      told.accept(
          cause == null && answer instanceof ErrorResponse response
              ? fate(response.getErrorCode())
              : Fate.UNKNOWN);
    }

    private static Fate fate(int code) {
      if (code == 0) {
        return Fate.LOGGED;
      }
      return code == RaftError.EPERM.getNumber() ? Fate.NOT_SENT : Fate.UNKNOWN;
    }
  }
}
