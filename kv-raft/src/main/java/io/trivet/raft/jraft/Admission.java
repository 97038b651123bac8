package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.util.Endpoint;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the group to take this member in, again and again until a committed membership names it. A
/// member that was taken in before finds that in its log.
///
/// To ask twice does no harm: the leader knows whom it has, and can take in only who runs.
///
/// Threads: the callback thread; the answers come from any.
final class Admission {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final int TRIES_PER_LINE = 20;

  private final QuorumSettings settings;
  private final ConfigStateMachine machine;
  private final NettyRpcClient peers;
  private final CallbackThread callbacks;
  private final List<PeerAddress> others;
  private volatile String lastAnswer = "none";
  private final CountDownLatch done = new CountDownLatch(1);
  private int tries;

  Admission(
      QuorumSettings settings,
      ConfigStateMachine machine,
      NettyRpcClient peers,
      CallbackThread callbacks) {
    this.settings = settings;
    this.machine = machine;
    this.peers = peers;
    this.callbacks = callbacks;
    PeerAddress self = settings.self();
    this.others = settings.members().stream().filter(other -> !other.isAt(self)).toList();
  }

  /// Asks until it is done; ends with the callback thread.
  void ask() {
    PeerAddress self = settings.self();
    if (machine.membership().contains(self.peerId())) {
      LOG.info("member of the quorum as {}", self.peerId());
      done.countDown();
      return;
    }
    if (tries++ % TRIES_PER_LINE == 0) {
      LOG.info(
          "waits for the leader of the quorum to take it in as={} members={} answer={}",
          self.peerId(),
          others,
          lastAnswer);
    }
    for (PeerAddress other : others) {
      send(other, new JoinRequest.Admit(settings.groupId(), self));
    }
    var _ = callbacks.after(settings.electionTimeoutMs(), this::ask);
  }

  /// Waits until this member was taken in.
  void await() throws InterruptedException {
    done.await();
  }

  private void send(PeerAddress other, JoinRequest request) {
    InvokeCallback heard =
        (answer, cause) -> {
          if (answer instanceof ErrorResponse response && !response.getErrorMsg().isEmpty()) {
            lastAnswer = response.getErrorMsg();
          }
        };
    try {
      peers.invokeAsync(
          new Endpoint(other.host(), other.port()),
          request.encode(),
          null,
          heard,
          settings.answerTimeoutMs());
    } catch (RemotingException e) {
      LOG.debug("no question to {}", other, e);
    }
  }
}
