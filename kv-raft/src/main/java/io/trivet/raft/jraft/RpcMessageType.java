package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The messages that the peer port carries, and no others: what is not listed is never decoded.
///
/// All but PROPOSE and JOIN are the library's; its administration messages are absent on purpose.
/// The numbers are on the wire: never change, never reuse.
enum RpcMessageType {
  PING(1, PingRequest.getDefaultInstance()),
  REQUEST_VOTE(2, RequestVoteRequest.getDefaultInstance()),
  APPEND_ENTRIES(3, AppendEntriesRequest.getDefaultInstance()),
  INSTALL_SNAPSHOT(4, InstallSnapshotRequest.getDefaultInstance()),
  GET_FILE(5, GetFileRequest.getDefaultInstance()),
  TIMEOUT_NOW(6, TimeoutNowRequest.getDefaultInstance()),
  READ_INDEX(7, ReadIndexRequest.getDefaultInstance()),
  PROPOSE(8, BytesValue.getDefaultInstance()),
  JOIN(9, StringValue.getDefaultInstance()),
  ERROR(64, ErrorResponse.getDefaultInstance()),
  VOTE_ANSWER(66, RequestVoteResponse.getDefaultInstance()),
  APPEND_ANSWER(67, AppendEntriesResponse.getDefaultInstance()),
  INSTALL_ANSWER(68, InstallSnapshotResponse.getDefaultInstance()),
  FILE_ANSWER(69, GetFileResponse.getDefaultInstance()),
  TIMEOUT_NOW_ANSWER(70, TimeoutNowResponse.getDefaultInstance()),
  READ_INDEX_ANSWER(71, ReadIndexResponse.getDefaultInstance());

  private static final int ANSWERS_FROM = 64;

  private static final Map<Class<?>, RpcMessageType> BY_CLASS =
      Arrays.stream(values())
          .collect(Collectors.toMap(type -> type.prototype.getClass(), Function.identity()));

  private static final Map<Integer, RpcMessageType> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(type -> type.number, Function.identity()));

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // the library's default instances never change
  private final Message prototype;

  RpcMessageType(int number, Message prototype) {
    this.number = number;
    this.prototype = prototype;
  }

  /// The type of a message; null if it is not one for the peer port.
  static @Nullable RpcMessageType of(Object message) {
    return BY_CLASS.get(message.getClass());
  }

  /// The type with this number; null if there is none.
  static @Nullable RpcMessageType of(int number) {
    return BY_NUMBER.get(number);
  }

  /// The request with this class name; null if the peer port does not take it.
  static @Nullable RpcMessageType request(String className) {
    for (RpcMessageType type : values()) {
      if (type.isRequest() && type.prototype.getClass().getName().equals(className)) {
        return type;
      }
    }
    return null;
  }

  int number() {
    return number;
  }

  Message prototype() {
    return prototype;
  }

  boolean isRequest() {
    return number < ANSWERS_FROM;
  }

  /// Whether this may answer a request.
  boolean answers(RpcMessageType request) {
    return this == ERROR || number == request.number + ANSWERS_FROM;
  }
}
