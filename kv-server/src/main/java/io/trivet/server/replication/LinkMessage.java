package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.value.Bytes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the two ends of the link say to each other. [LinkCodec] has the bytes.
///
/// Every message names the epoch that its sender speaks in and the session it belongs to; a
/// receiver takes none of another epoch or session (I5, H30).
///
/// A message with a [ByteBuf] owns one reference to it.
sealed interface LinkMessage {

  /// The epoch of the primary.
  int epoch();

  /// Given by the primary with the welcome; 0 before.
  long session();

  /// Standby, first: who it is, and which primary it means.
  ///
  /// @param epoch in which the standby takes the other end for the primary
  /// @param version of the protocol
  /// @param groupId the group that both are of
  /// @param member the standby
  /// @param config newest configuration that the standby has seen
  record Hello(int epoch, int version, String groupId, Member member, ConfigVersion config)
      implements LinkMessage {
    @Override
    public long session() {
      return 0;
    }
  }

  /// Primary: the session is open.
  ///
  /// @param lineage of the primary's log, up to where it is written
  /// @param firstSequence nothing before it can be sent
  /// @param committedSequence all up to here is committed
  record Welcome(
      int epoch, long session, Lineage lineage, long firstSequence, long committedSequence)
      implements LinkMessage {}

  /// Primary, or a node that is none: there will be no session; the connection is closed.
  ///
  /// @param epoch the newest that the sender knows
  /// @param primary of that epoch, as far as the sender knows
  record Refused(int epoch, Refusal refusal, @Nullable NodeId primary) implements LinkMessage {
    @Override
    public long session() {
      return 0;
    }
  }

  /// Standby: its log is the primary's up to `fromSequence` and ends there; the frames behind are
  /// wanted.
  ///
  /// @param windowBytes how much it holds that it could not put into its log yet
  record Follow(int epoch, long session, long fromSequence, int windowBytes)
      implements LinkMessage {}

  /// Standby: its log has no use; an image is wanted.
  ///
  /// @param partial the image of which it has a part; zeros if of none
  record ImageWanted(int epoch, long session, UUID partial) implements LinkMessage {}

  /// Standby, before it wants an image: this slot of its copy was found to be another than the
  /// primary's.
  record Differs(int epoch, long session, SlotDifference difference) implements LinkMessage {}

  /// Primary: whole frames of the log.
  ///
  /// @param startSequence where the first of them begins
  record Frames(int epoch, long session, PrimaryMark mark, long startSequence, ByteBuf bytes)
      implements LinkMessage {}

  /// Primary: a part of one frame that is too large for [Frames]; the parts of a frame come in
  /// order, with no other frame in between.
  ///
  /// @param startSequence where the frame begins
  /// @param frameBytes of the whole frame
  /// @param offset of this part in it
  record FramePart(
      int epoch,
      long session,
      PrimaryMark mark,
      long startSequence,
      int frameBytes,
      int offset,
      ByteBuf bytes)
      implements LinkMessage {}

  /// Primary, when it has had nothing else to say for a while.
  record Beat(int epoch, long session, PrimaryMark mark) implements LinkMessage {}

  /// Standby: how far it is. Before it follows: 0, it only says that it is there.
  ///
  /// @param writtenSequence what a killed process keeps
  /// @param durableSequence what a power loss keeps
  /// @param appliedSequence what is visible in its keyspace
  record Ack(
      int epoch, long session, long writtenSequence, long durableSequence, long appliedSequence)
      implements LinkMessage {}

  /// Primary: an image is there.
  ///
  /// @param manifest as the storage wrote it
  record ImageOffer(int epoch, long session, Bytes manifest) implements LinkMessage {}

  /// Standby: these bytes of the image next.
  ///
  /// @param file index in the manifest
  record ImageRequest(int epoch, long session, int file, long offset, int bytes)
      implements LinkMessage {}

  /// Primary: bytes of the image.
  ///
  /// @param crc CRC-32C of the bytes
  record Chunk(int epoch, long session, int file, long offset, int crc, ByteBuf bytes)
      implements LinkMessage {}

  /// Standby: it has the whole image, and will say from where it follows.
  record ImageDone(int epoch, long session) implements LinkMessage {}
}
