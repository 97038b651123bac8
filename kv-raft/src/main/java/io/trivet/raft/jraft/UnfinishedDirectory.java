package io.trivet.raft.jraft;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What a member has before its `RaftDirectory`: a directory beside it, `NAME.new`, with the id of
/// this attempt to enter the group. It becomes the directory by one rename.
///
/// ```
/// attempt    SealedFile kind 5: the id in 16 bytes, big-endian
/// ```
///
/// A crash keeps the attempt, and a loss of the disk ends it: whoever deletes the one or the other
/// directory begins a new attempt, because the old one may have voted (H8).
///
/// Threads: one.
final class UnfinishedDirectory {

  private static final String ATTEMPT = "attempt";
  private static final int KIND = 5;

  private final Path finished;
  private final Path path;
  private final UUID attempt;

  private UnfinishedDirectory(Path finished, Path path, UUID attempt) {
    this.finished = finished;
    this.path = path;
    this.attempt = attempt;
  }

  /// Goes on with the attempt that is there, or begins one; durable on return.
  ///
  /// @param finished the directory that is to be made
  static UnfinishedDirectory open(Path finished, RandomGenerator random) throws IOException {
    Path path = finished.resolveSibling(finished.getFileName() + ".new");
    Path file = path.resolve(ATTEMPT);
    if (Files.exists(file)) {
      return new UnfinishedDirectory(finished, path, read(file));
    }
    Files.createDirectories(path);
    SealedFile.syncName(path);
    UUID attempt = new UUID(random.nextLong(), random.nextLong());
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(attempt.getMostSignificantBits()).putLong(attempt.getLeastSignificantBits());
    new SealedFile(file, KIND).replace(bytes.flip());
    return new UnfinishedDirectory(finished, path, attempt);
  }

  UUID attempt() {
    return attempt;
  }

  /// Makes the directory; durable on return, and nothing of it is there before.
  void finish(String groupId, PeerAddress self, Founders founders) throws IOException {
    deleteRemains();
    RaftDirectory.fill(path, groupId, self, founders);
    Files.move(path, finished, StandardCopyOption.ATOMIC_MOVE);
    SealedFile.syncName(finished);
  }

  /// What a crash left of an earlier finish().
  private void deleteRemains() throws IOException {
    List<Path> remains;
    try (Stream<Path> walk = Files.walk(path)) {
      remains =
          walk.filter(each -> !each.equals(path) && !each.equals(path.resolve(ATTEMPT)))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path each : remains) {
      Files.delete(each);
    }
  }

  private static UUID read(Path file) throws IOException {
    ByteBuffer bytes = new SealedFile(file, KIND).read();
    try {
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (BufferUnderflowException e) {
      throw new CorruptRaftFileException(file, 0, "too short for an id");
    }
  }
}
