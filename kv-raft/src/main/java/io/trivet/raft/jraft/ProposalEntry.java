package io.trivet.raft.jraft;

import io.trivet.raft.MalformedConfigException;
import io.trivet.raft.Proposal;
import io.trivet.raft.ProposalCodec;
import java.nio.ByteBuffer;
import java.util.UUID;

/// A proposal in the Raft log. Persistent: never change, never reuse.
///
/// It is an id of 16 bytes, made at random by the proposer to know its own entry by, and the
/// proposal as `ProposalCodec` writes it.
record ProposalEntry(UUID id, Proposal proposal) {

  private static final int ID_BYTES = 16;

  byte[] encode() {
    byte[] body = ProposalCodec.encode(proposal);
    return ByteBuffer.allocate(ID_BYTES + body.length)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(body)
        .array();
  }

  /// Reads what encode() wrote.
  ///
  /// @throws MalformedConfigException if it did not
  static ProposalEntry decode(ByteBuffer bytes) throws MalformedConfigException {
    ByteBuffer fields = bytes.duplicate();
    boolean hasId = fields.remaining() >= ID_BYTES;
    UUID id = hasId ? new UUID(fields.getLong(), fields.getLong()) : new UUID(0, 0);
    byte[] body = new byte[hasId ? fields.remaining() : 0]; // an empty one is no proposal
    fields.get(body);
    return new ProposalEntry(id, ProposalCodec.decode(body));
  }
}
