package io.trivet.raft.jraft;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.nio.charset.StandardCharsets;

/// A proposal on its way to the leader: the body of a PROPOSE message.
///
/// It is the length of the group's name in 2 bytes, the name in UTF-8, and a `ProposalEntry`.
///
/// @param entry as it shall stand in the log
record ProposeRequest(String groupId, ByteString entry) {

  private static final int LENGTH_BYTES = 2;

  BytesValue encode() {
    ByteString name = ByteString.copyFrom(groupId, StandardCharsets.UTF_8);
    ByteString length =
        ByteString.copyFrom(new byte[] {(byte) (name.size() >>> 8), (byte) name.size()});
    return BytesValue.of(length.concat(name).concat(entry));
  }

  /// Reads what encode() wrote; other bytes give a request of a group that does not exist.
  static ProposeRequest decode(BytesValue body) {
    ByteString bytes = body.getValue();
    if (bytes.size() < LENGTH_BYTES) {
      return new ProposeRequest("", ByteString.EMPTY);
    }
    int length = (bytes.byteAt(0) & 0xFF) << 8 | (bytes.byteAt(1) & 0xFF);
    int entryAt = Math.min(LENGTH_BYTES + length, bytes.size());
    return new ProposeRequest(
        bytes.substring(LENGTH_BYTES, entryAt).toStringUtf8(), bytes.substring(entryAt));
  }
}
