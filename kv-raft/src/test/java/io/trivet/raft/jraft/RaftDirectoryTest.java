package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member that lost what it promised does not start under its old identity (I6, H8).
class RaftDirectoryTest {

  private static final PeerAddress SELF = new PeerAddress("127.0.0.1", 7000, 0, 100);
  private static final PeerAddress NEXT = new PeerAddress("127.0.0.1", 7000, 1, 100);

  @TempDir private Path parent;

  @Test
  void directoryThatWasWipedIsRefused() throws IOException {
    Path empty = Files.createDirectory(parent.resolve("empty"));
    assertThatThrownBy(() -> RaftDirectory.open(empty, "g", SELF))
        .isInstanceOf(CorruptRaftFileException.class)
        .hasMessageContaining(empty.resolve("member").toString());
  }

  @Test
  void directoryThatLostItsVotesIsRefused() throws IOException {
    Path path = parent.resolve("a");
    RaftDirectory.create(path, "g", SELF);
    Files.delete(path.resolve("votes"));
    try (RaftDirectory directory = RaftDirectory.open(path, "g", SELF)) {
      assertThatThrownBy(directory::openVotes)
          .isInstanceOf(CorruptRaftFileException.class)
          .hasMessageContaining(path.resolve("votes").toString());
    }
  }

  @Test
  void directoryOfAnotherGenerationOrGroupIsRefused() throws IOException {
    Path path = parent.resolve("a");
    RaftDirectory.create(path, "g", SELF);
    assertThatThrownBy(() -> RaftDirectory.open(path, "g", NEXT))
        .hasMessageContaining("belongs to");
    assertThatThrownBy(() -> RaftDirectory.open(path, "h", SELF))
        .hasMessageContaining("belongs to");
  }

  @Test
  void directoryIsMadeOnlyOnce() throws IOException {
    Path path = parent.resolve("a");
    RaftDirectory.create(path, "g", SELF);
    assertThatThrownBy(() -> RaftDirectory.create(path, "g", SELF))
        .hasMessageContaining("not empty");
  }

  @Test
  void directoryIsOpenOnce() throws IOException {
    Path path = parent.resolve("a");
    RaftDirectory.create(path, "g", SELF);
    try (RaftDirectory open = RaftDirectory.open(path, "g", SELF)) {
      assertThat(open.snapshots()).isDirectory();
      assertThatThrownBy(() -> RaftDirectory.open(path, "g", SELF)).hasMessageContaining("is open");
    }
    RaftDirectory.open(path, "g", SELF).close();
  }

  @Test
  void voteIsReadAsItWasWritten() throws IOException {
    Path path = parent.resolve("votes");
    HardState state = new HardState(7, "127.0.0.1:7000::100");
    state.write(path);
    assertThat(HardState.read(path)).isEqualTo(state);
  }

  @Test
  void voteThatIsDamagedIsRefusedByName() throws IOException {
    Path path = parent.resolve("votes");
    new HardState(7, "127.0.0.1:7000::100").write(path);
    byte[] image = Files.readAllBytes(path);
    for (int at = 0; at < image.length; at++) {
      byte[] damaged = image.clone();
      damaged[at] ^= 1;
      Files.write(path, damaged);
      assertThatThrownBy(() -> HardState.read(path))
          .as("byte %d", at)
          .isInstanceOf(CorruptRaftFileException.class)
          .hasMessageContaining(path.toString());
    }
  }
}
