package io.trivet.raft.jraft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one member of one group keeps on disk: who it is, its votes, its log and its snapshots.
///
/// A directory is made once, for one identity. A member whose directory is gone or incomplete does
/// not start under that identity: it forgot what it promised (I6, H8). It comes back under another
/// generation, with a new directory ([FreshMember]), and counts after a change of the membership.
///
/// ```
/// attempt    of `UnfinishedDirectory`, kept for whoever reads the directory
/// founders   Founders
/// member     SealedFile kind 2: "GROUP HOST:PORT:GENERATION" in UTF-8; written last when the directory is made
/// votes      SealedFile kind 1: HardState
/// log        RaftLogFile
/// snapshot/  the library's, our part of it a SealedFile
/// lock       held while the directory is open
/// ```
///
/// Threads: opened and closed by one thread.
public final class RaftDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RaftDirectory.class);
  private static final int MEMBER_KIND = 2;

  private final Path path;
  private final FileChannel lock;

  private RaftDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the directory of a new member by hand, without founders; durable on return.
  ///
  /// @throws IOException if there is anything in it already
  public static void create(Path path, String groupId, PeerAddress self) throws IOException {
    Files.createDirectories(path);
    try (Stream<Path> content = Files.list(path)) {
      if (content.findAny().isPresent()) {
        throw new FileSystemException(path.toString(), null, "not empty, so not a new member's");
      }
    }
    fill(path, groupId, self, Founders.NONE);
    SealedFile.syncName(path);
  }

  /// Writes the files of a new member; they and their names in the directory are durable on return.
  static void fill(Path path, String groupId, PeerAddress self, Founders founders)
      throws IOException {
    Files.createDirectory(path.resolve("snapshot"));
    founders.write(path.resolve("founders"));
    RaftLogFile.create(path.resolve("log"));
    HardState.NONE.write(path.resolve("votes"));
    byte[] identity = identity(groupId, self).getBytes(StandardCharsets.UTF_8);
    member(path).replace(ByteBuffer.wrap(identity));
  }

  /// The member whose directory it is: `self` with the generation on disk.
  ///
  /// @throws CorruptRaftFileException if that is not to be read, or it is of another member
  static PeerAddress identity(Path path, String groupId, PeerAddress self) throws IOException {
    String found = StandardCharsets.UTF_8.decode(member(path).read()).toString();
    try {
      int generation = Integer.parseInt(found.substring(found.lastIndexOf(':') + 1));
      PeerAddress identity = self.withGeneration(generation);
      if (found.equals(identity(groupId, identity))) {
        return identity;
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("not an identity: {}", found, e);
    }
    throw new CorruptRaftFileException(
        path.resolve("member"), 0, "belongs to %s, not to %s".formatted(found, self));
  }

  /// Opens the directory of a member that ran before, or was just made.
  ///
  /// @throws CorruptRaftFileException if it is incomplete, or of another member
  /// @throws IOException if it is open already
  public static RaftDirectory open(Path path, String groupId, PeerAddress self) throws IOException {
    String found = StandardCharsets.UTF_8.decode(member(path).read()).toString();
    if (!found.equals(identity(groupId, self))) {
      String whose = "belongs to %s, not to %s".formatted(found, identity(groupId, self));
      throw new CorruptRaftFileException(path.resolve("member"), 0, whose);
    }
    FileChannel lock =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new FileSystemException(path.toString(), null, "is open in another process");
    }
    return new RaftDirectory(path, lock);
  }

  /// Reads the log.
  RaftLogFile openLog() throws IOException {
    return RaftLogFile.open(path.resolve("log"));
  }

  /// Reads with whom the group was formed.
  Founders openFounders() throws IOException {
    return Founders.read(path.resolve("founders"));
  }

  /// Reads the votes.
  FileMetaStorage openVotes() throws IOException {
    Path votes = path.resolve("votes");
    return new FileMetaStorage(votes, HardState.read(votes));
  }

  /// Where the library keeps its snapshots.
  Path snapshots() {
    return path.resolve("snapshot");
  }

  /// Lets another process open it.
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static SealedFile member(Path path) {
    return new SealedFile(path.resolve("member"), MEMBER_KIND);
  }

  private static String identity(String groupId, PeerAddress self) {
    return "%s %s:%d:%d".formatted(groupId, self.host(), self.port(), self.generation());
  }
}
