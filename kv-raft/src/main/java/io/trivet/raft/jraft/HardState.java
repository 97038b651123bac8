package io.trivet.raft.jraft;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a member promised: the newest term it has seen, and whom it voted for in it. Persistent:
/// never change, never reuse.
///
/// The payload of its `SealedFile` is the term in 8 bytes and the vote as ASCII text, empty for
/// none.
///
/// @param vote the peer as the library writes it; empty if this member did not vote in the term
record HardState(long term, String vote) {

  /// What a new member starts from.
  static final HardState NONE = new HardState(0, "");

  private static final int KIND = 1;

  /// Reads it.
  ///
  /// @throws CorruptRaftFileException if it is gone or damaged: the member might vote twice (H8)
  static HardState read(Path path) throws IOException {
    ByteBuffer payload = new SealedFile(path, KIND).read();
    try {
      long term = payload.getLong();
      return new HardState(term, StandardCharsets.US_ASCII.decode(payload).toString());
    } catch (BufferUnderflowException e) {
      throw new CorruptRaftFileException(path, 0, "too short for a term");
    }
  }

  /// Makes it durable in place of what was there.
  void write(Path path) throws IOException {
    byte[] text = vote.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer payload = ByteBuffer.allocate(8 + text.length).putLong(term).put(text).flip();
    new SealedFile(path, KIND).replace(payload);
  }
}
