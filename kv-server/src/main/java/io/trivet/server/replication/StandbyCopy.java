package io.trivet.server.replication;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Member;
import io.trivet.raft.group.Lineage;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the link needs of a node that follows: its copy of the log.
///
/// Threads: the event loop of the link, on which nothing blocks, unless a method says otherwise.
public interface StandbyCopy {

  /// Who this node is now.
  Member self();

  /// The newest configuration that it has seen.
  ConfigVersion config();

  /// Compares the copy with the log of the primary of `epoch`, cuts it where they part (I18), and
  /// tells what is to be done. The answer may come from any thread, at once or later; until then
  /// nothing is taken. Asked again after an image is complete.
  ///
  /// @param firstSequence the primary can send nothing before it
  void meet(int epoch, Lineage primary, long firstSequence, Consumer<Meeting> answer);

  /// What comes of a meeting.
  sealed interface Meeting {}

  /// The copy now ends at `sequence`, is the primary's up to there, and wants what is behind.
  record Follow(long sequence) implements Meeting {}

  /// The copy has no use; `partial` is an image that was begun, or zeros.
  record ImageWanted(UUID partial) implements Meeting {}

  /// The copy has promised a newer epoch, and does not follow.
  record Fenced(int promisedEpoch) implements Meeting {}

  /// The copy cannot be prepared; the link tries again later.
  record Failed(String reason) implements Meeting {}

  /// Why an image is wanted, if it is because the copy is not what the primary's is; told to the
  /// primary.
  default @Nullable SlotDifference difference() {
    return null;
  }

  /// Takes whole frames, as many as there is room for. What is taken is acknowledged as soon as it
  /// is written.
  ///
  /// @param address where they lie, in native memory, until the call returns
  /// @param bytes of all of them
  /// @return the bytes of those taken; for the rest, [PrimaryLink#roomAvailable] is awaited
  /// @throws IOException if they cannot be taken at all; the connection is closed
  int take(long address, int bytes) throws IOException;

  /// What a killed process keeps; does not fall while the copy follows.
  long writtenSequence();

  /// What a power loss keeps; likewise.
  long durableSequence();

  /// What is visible in the keyspace; likewise.
  long appliedSequence();

  /// Where an image goes. Called on the blocking executor.
  ///
  /// @throws IOException if the manifest is none, or there is no room
  ImageTarget image(Bytes manifest) throws IOException;
}
