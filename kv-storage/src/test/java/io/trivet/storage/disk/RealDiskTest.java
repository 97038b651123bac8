package io.trivet.storage.disk;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operating system's disk.
final class RealDiskTest extends DiskContract {

  @TempDir Path directory;
  private Path data = Path.of("");

  @BeforeEach
  void placeData() {
    data = directory.resolve("new/data");
  }

  @Override
  Disk disk() throws IOException {
    return RealDisk.at(data);
  }

  @Test
  void directoriesAreNotListed() throws IOException {
    disk().create("a").close();
    Files.createDirectory(data.resolve("inner"));
    assertThat(disk().list()).containsExactly("a");
  }

  @Test
  void preallocatedBlocksAreReallyThere() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.preallocate(1 << 20);
      file.sync(false);
    }
    // A hole would take no blocks; unix:blocks is not offered, so the shell is asked.
    assertThat(Long.parseLong(shell("stat -c %b " + data.resolve("a")))).isGreaterThan(2000);
  }

  @Test
  void fullDeviceIsToldFromABrokenOne() throws IOException {
    try (DiskFile full = new RealDiskFile("full", FileChannel.open(Path.of("/dev/full"), WRITE))) {
      assertThatThrownBy(() -> full.writeFully(bytes("x"), 0))
          .isInstanceOf(DiskFullException.class);
    }
  }

  @Test
  void lockOfAnotherProcessNamesIt() throws IOException {
    disk().create("LOCK").close();
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = reader(holder)) {
      assertThat(output.readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> disk().lock())
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining("process " + holder.pid())
          .hasMessageContaining(data.resolve("LOCK").toString());
    } finally {
      holder.destroyForcibly().onExit().join();
    }
    disk().lock().close();
  }

  /// Takes the lock of a directory and waits to be killed.
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
      RealDisk.at(Path.of(arguments[0])).lock();
      System.out.println("locked");
      System.in.read();
    }
  }

  private static String shell(String command) throws IOException {
    try (BufferedReader output = reader(new ProcessBuilder("sh", "-c", command).start())) {
      return String.valueOf(output.readLine());
    }
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
