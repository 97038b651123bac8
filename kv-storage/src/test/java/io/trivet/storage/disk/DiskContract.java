package io.trivet.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/// What every [Disk] does, the real one and the simulated one alike.
abstract class DiskContract {

  abstract Disk disk() throws IOException;

  @Test
  void bytesAreReadWhereTheyWereWritten() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.writeFully(bytes("hello"), 3);
      file.writeFully(bytes("J"), 3);
      assertThat(file.size()).isEqualTo(8);
      assertThat(text(file, 3, 10)).isEqualTo("Jello");
      assertThat(text(file, 0, 3)).isEqualTo("\0\0\0");
      assertThat(file.read(ByteBuffer.allocate(1), 8)).isEqualTo(-1);
      assertThat(file.name()).isEqualTo("a");
    }
    try (DiskFile file = disk().open("a")) {
      assertThat(text(file, 6, 2)).isEqualTo("lo");
    }
  }

  @Test
  void preallocatedFileIsZeroedAndHasItsLength() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.preallocate(3_000_000);
      assertThat(file.size()).isEqualTo(3_000_000);
      ByteBuffer all = ByteBuffer.allocate(3_000_000);
      assertThat(file.readFully(all, 0)).isEqualTo(3_000_000);
      assertThat(all.array()).containsOnly(0);
      file.sync(true);
      file.sync(false);
    }
  }

  @Test
  void truncateCutsAndNeverGrows() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.writeFully(bytes("hello"), 0);
      file.truncate(2);
      file.truncate(9);
      assertThat(file.size()).isEqualTo(2);
    }
  }

  @Test
  void namesAreListedInOrder() throws IOException {
    disk().create("b").close();
    disk().create("a").close();
    disk().create("c").close();
    disk().delete("b");
    disk().syncDirectory();
    assertThat(disk().list()).containsExactly("a", "c");
  }

  @Test
  void renameReplacesTheTarget() throws IOException {
    try (DiskFile source = disk().create("source")) {
      source.writeFully(bytes("new"), 0);
    }
    disk().create("target").close();
    disk().rename("source", "target");
    assertThat(disk().list()).containsExactly("target");
    try (DiskFile file = disk().open("target")) {
      assertThat(text(file, 0, 9)).isEqualTo("new");
    }
  }

  @Test
  void renamedFileStaysOpen() throws IOException {
    try (DiskFile file = disk().create("before")) {
      disk().rename("before", "after");
      file.writeFully(bytes("x"), 0);
    }
    try (DiskFile file = disk().open("after")) {
      assertThat(file.size()).isEqualTo(1);
    }
  }

  @Test
  void namesAreTakenOnceAndMissedLoudly() throws IOException {
    disk().create("a").close();
    assertThatThrownBy(() -> disk().create("a")).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk().open("b")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().delete("b")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().rename("b", "c")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void directoryIsLockedOnce() throws IOException {
    Disk.DirectoryLock lock = disk().lock();
    assertThatThrownBy(() -> disk().lock()).isInstanceOf(DirectoryLockedException.class);
    assertThatThrownBy(() -> disk().lock()).isInstanceOf(DirectoryLockedException.class);
    lock.close();
    lock.close();
    disk().lock().close();
  }

  @Test
  void thereIsSpace() throws IOException {
    assertThat(disk().usableBytes()).isPositive();
    assertThat(disk().describe("a")).endsWith("/a");
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String text(DiskFile file, long position, int bytes) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(bytes);
    int found = file.readFully(target, position);
    return new String(target.array(), 0, found, StandardCharsets.ISO_8859_1);
  }
}
