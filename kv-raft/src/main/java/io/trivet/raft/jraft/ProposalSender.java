package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
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

  /// Sends it.
  ///
  /// @param failed told, at most once, if it is not known to be committed to the log
  void send(byte[] entry, Runnable failed) {
    PeerId leader = machine.followed();
    if (machine.isLeader()) {
      member.append(entry, status -> tell(status.isOk(), failed));
    } else if (leader == null || !peers.checkConnection(leader.getEndpoint(), true)) {
      failed.run();
    } else {
      forward(leader, entry, failed);
    }
  }

  private void forward(PeerId leader, byte[] entry, Runnable failed) {
    ProposeRequest request = new ProposeRequest(groupId, ByteString.copyFrom(entry));
    Answer answer = new Answer(callbacks, isLogged -> tell(isLogged, failed));
    try {
      peers.invokeAsync(leader.getEndpoint(), request.encode(), null, answer, timeoutMs);
    } catch (RemotingException e) {
      failed.run();
    }
  }

  private void tell(boolean isLogged, Runnable failed) {
    if (!isLogged) {
      callbacks.execute(failed);
    }
  }

  /// The other member's answer.
  private record Answer(Executor executor, Consumer<Boolean> told) implements InvokeCallback {

    @Override
    public void complete(Object answer, Throwable cause) {
      told.accept(
          cause == null
              && answer instanceof ErrorResponse response
              && response.getErrorCode() == 0);
    }
  }
}
