package io.trivet.raft.jraft;

import com.google.protobuf.Message;

/// One message on the peer port.
///
/// ```
///  0                4      5      6                      14
///  +----------------+------+------+----------------------+-----------
///  | length         | kind | type | request id           | protobuf ...
///  +----------------+------+------+----------------------+-----------
/// ```
///
/// | field | meaning |
/// |---|---|
/// | length | bytes behind this field: 10 to 10 + 1 MiB |
/// | kind | 1 a request, 2 an answer |
/// | type | number of a `RpcMessageType` of that kind |
/// | request id | chosen by the asker, given back with the answer |
///
/// All numbers are big-endian. A reader that does not know something closes the connection. On the
/// wire between versions: never change, never reuse.
record RpcFrame(RpcMessageType type, long requestId, Message body) {

  static final int LENGTH_BYTES = 4;
  static final int HEADER_BYTES = 10;
  static final int MAX_BODY_BYTES = 1 << 20;
  static final int KIND_REQUEST = 1;
  static final int KIND_ANSWER = 2;
}
