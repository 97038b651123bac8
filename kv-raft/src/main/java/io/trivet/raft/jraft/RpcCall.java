package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.Connection;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.google.protobuf.Message;

/// A request that arrived and waits for its answer.
///
/// Threads: any.
final class RpcCall implements RpcContext {

  private final PeerConnection connection;
  private final long requestId;

  RpcCall(PeerConnection connection, long requestId) {
    this.connection = connection;
    this.requestId = requestId;
  }

  /// Sends the answer; it is lost if the connection is.
  @Override
  public void sendResponse(Object answer) {
    RpcMessageType type = RpcMessageType.of(answer);
    if (type == null || !(answer instanceof Message body)) {
      throw new IllegalArgumentException(answer.getClass().getName() + " is no answer");
    }
    var _ = connection.channel().writeAndFlush(new RpcFrame(type, requestId, body));
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public String getRemoteAddress() {
    return connection.toString();
  }
}
