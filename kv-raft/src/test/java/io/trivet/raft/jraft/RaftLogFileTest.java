package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member's Raft log still holds after a clean stop, a crash, and damage (I6, I19, H8).
class RaftLogFileTest {

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = directory.resolve("log");
    RaftLogFile.create(path);
  }

  @Test
  void newLogIsEmptyAndBeginsAtOne() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      assertThat(log.first()).isEqualTo(1);
      assertThat(log.last()).isZero();
      assertThat(log.entry(1)).isNull();
    }
  }

  @Test
  void acceptedEntryIsThereAfterACrash() throws IOException {
    byte[] image;
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a", "b"));
      log.append(3, entries("c"));
      image = Files.readAllBytes(path);
    }
    assertThat(startedFrom(image)).containsExactly("a", "b", "c");
  }

  @Test
  void entryMustFollowTheLast() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
      assertThatThrownBy(() -> log.append(3, entries("c")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 3 after 1");
    }
  }

  @Test
  void cutsOutliveTheProcess() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a", "b", "c", "d"));
      log.truncateAfter(3);
      log.pruneBefore(2);
      log.append(4, entries("e"));
    }
    try (RaftLogFile log = RaftLogFile.open(path)) {
      assertThat(log.first()).isEqualTo(2);
      assertThat(texts(log)).containsExactly("b", "c", "e");
    }
  }

  @Test
  void prunedToNothingItGoesOnBehind() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
      log.pruneBefore(8);
    }
    try (RaftLogFile log = RaftLogFile.open(path)) {
      assertThat(log.first()).isEqualTo(8);
      assertThat(log.last()).isEqualTo(7);
      log.append(8, entries("h"));
      log.reset(20);
      assertThat(log.last()).isEqualTo(19);
      assertThat(log.entry(8)).isNull();
    }
  }

  @Test
  void tornAppendIsCutWhereverItTore() throws IOException {
    byte[] image;
    int wholeBytes;
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
      wholeBytes = (int) Files.size(path);
      log.append(2, entries("b", "c"));
      image = Files.readAllBytes(path);
    }
    for (int length = wholeBytes; length < image.length; length++) {
      assertThat(startedFrom(Arrays.copyOf(image, length)))
          .as("length %d", length)
          .containsExactly("a");
    }
    for (int at = wholeBytes; at < image.length; at++) {
      byte[] torn = Arrays.copyOf(image, image.length + 64); // a tail of zeros behind
      torn[at] ^= 0x40;
      assertThat(startedFrom(torn)).as("byte %d", at).containsExactly("a");
    }
  }

  @Test
  void damageOfWhatALaterAppendProvesIsRefusedByName() throws IOException {
    byte[] image;
    int first;
    int second;
    try (RaftLogFile log = RaftLogFile.open(path)) {
      first = (int) Files.size(path);
      log.append(1, entries("a"));
      second = (int) Files.size(path);
      log.append(2, entries("b"));
      image = Files.readAllBytes(path);
    }
    for (int at = first; at < second; at++) {
      byte[] damaged = image.clone();
      damaged[at] ^= 1;
      Files.write(path, damaged);
      assertThatThrownBy(() -> RaftLogFile.open(path))
          .as("byte %d", at)
          .isInstanceOf(CorruptRaftFileException.class)
          .hasMessageContaining(path.toString());
      assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
    }
  }

  @Test
  void anyDamageAfterACleanStopIsRefused() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
      log.append(2, entries("b"));
    }
    byte[] image = Files.readAllBytes(path);
    for (int at = 0; at < image.length; at++) {
      byte[] damaged = image.clone();
      damaged[at] ^= 0x10;
      Files.write(path, damaged);
      assertThatThrownBy(() -> RaftLogFile.open(path))
          .as("byte %d", at)
          .isInstanceOf(CorruptRaftFileException.class);
    }
    for (int length = 0; length < image.length; length++) {
      Files.write(path, Arrays.copyOf(image, length));
      assertThatThrownBy(() -> RaftLogFile.open(path))
          .as("length %d", length)
          .isInstanceOf(CorruptRaftFileException.class);
    }
  }

  @Test
  void logThatIsGoneIsRefused() throws IOException {
    Files.delete(path);
    assertThatThrownBy(() -> RaftLogFile.open(path))
        .isInstanceOf(CorruptRaftFileException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void rewriteThatDidNotFinishLeavesTheOldLog() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
    }
    Files.write(directory.resolve("log.tmp"), new byte[] {1, 2, 3});
    assertThat(startedFrom(Files.readAllBytes(path))).containsExactly("a");
  }

  @Test
  void afterAFailedWriteNothingIsAcceptedAgain() throws IOException {
    try (RaftLogFile log = RaftLogFile.open(path)) {
      log.append(1, entries("a"));
      Files.createDirectories(directory.resolve("log.tmp/in-the-way"));
      assertThatThrownBy(() -> log.truncateAfter(0)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> log.append(1, entries("b")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("failed before");
    }
    Files.delete(directory.resolve("log.tmp/in-the-way"));
    Files.delete(directory.resolve("log.tmp"));
    assertThat(startedFrom(Files.readAllBytes(path))).containsExactly("a");
  }

  private List<String> startedFrom(byte[] image) throws IOException {
    Files.write(path, image);
    try (RaftLogFile log = RaftLogFile.open(path)) {
      return texts(log);
    }
  }

  private static List<String> texts(RaftLogFile log) {
    List<String> texts = new ArrayList<>();
    for (long index = log.first(); index <= log.last(); index++) {
      texts.add(new String(log.entry(index), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static List<byte[]> entries(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
