package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.google.protobuf.StringValue;
import java.util.function.Consumer;

/// Answers members that enter or come back without their directory.
///
/// Threads: those of the peer port's requests.
final class JoinProcessor implements RpcProcessor<StringValue> {

  private final String groupId;
  private final Door door;

  JoinProcessor(String groupId, Door door) {
    this.groupId = groupId;
    this.door = door;
  }

  @Override
  public void handleRequest(RpcContext call, StringValue body) {
    JoinRequest request = JoinRequest.decode(body);
    if (request == null || !request.groupId().equals(groupId)) {
      answer(call, new Status(RaftError.EPERM, "not a question of group %s", groupId));
      return;
    }
    switch (request) {
      case JoinRequest.Ask ask -> call.sendResponse(door.standing(ask).encode());
      case JoinRequest.Admit admit -> door.admit(admit.member(), status -> answer(call, status));
    }
  }

  @Override
  public String interest() {
    return StringValue.class.getName();
  }

  private static void answer(RpcContext call, Status status) {
    String text = status.isOk() ? "" : String.valueOf(status.getErrorMsg());
    call.sendResponse(
        ErrorResponse.newBuilder().setErrorCode(status.getCode()).setErrorMsg(text).build());
  }

  /// Who answers here.
  interface Door {

    /// What this member knows of the group.
    Standing standing(JoinRequest.Ask ask);

    /// Takes a member in, if this one leads; `done` is told once. Neither throws nor blocks for
    /// long.
    void admit(PeerAddress member, Consumer<Status> done);
  }
}
