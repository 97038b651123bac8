package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.google.protobuf.BytesValue;
import io.trivet.raft.MalformedConfigException;
import java.util.function.Consumer;

/// Takes the proposals of members that do not lead.
///
/// It answers EPERM if nothing was done with the proposal, success if it is committed to the log,
/// and another code if that is not known.
///
/// Threads: those of the peer port's requests.
final class ProposeProcessor implements RpcProcessor<BytesValue> {

  private final String groupId;
  private final LocalLog log;

  ProposeProcessor(String groupId, LocalLog log) {
    this.groupId = groupId;
    this.log = log;
  }

  @Override
  public void handleRequest(RpcContext call, BytesValue body) {
    ProposeRequest request = ProposeRequest.decode(body);
    if (!request.groupId().equals(groupId) || !isProposal(request) || !log.isLeader()) {
      answer(call, RaftError.EPERM.getNumber());
      return;
    }
    log.append(
        request.entry().toByteArray(),
        status -> answer(call, status.isOk() ? 0 : RaftError.EINTERNAL.getNumber()));
  }

  @Override
  public String interest() {
    return BytesValue.class.getName();
  }

  /// What no member could apply must not get into the log.
  private static boolean isProposal(ProposeRequest request) {
    try {
      ProposalEntry.decode(request.entry().asReadOnlyByteBuffer());
      return true;
    } catch (MalformedConfigException e) {
      return false;
    }
  }

  private static void answer(RpcContext call, int code) {
    call.sendResponse(ErrorResponse.newBuilder().setErrorCode(code).build());
  }

  /// The log of the node here.
  interface LocalLog {

    /// Whether this node leads, as far as it knows.
    boolean isLeader();

    /// Appends an entry; `done` is told once whether it was committed, and an error means that
    /// nobody knows. It neither throws nor blocks.
    void append(byte[] entry, Consumer<Status> done);
  }
}
