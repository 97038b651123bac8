package io.trivet.it.nemesis;

import io.trivet.it.process.Folder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What a member's process runs on: a disk that is a small tmpfs, and a library that makes syncs
/// fail or last, keeps aside what each sync made durable, lets the wall clock jump, and tells which
/// start of the system this is (src/test/c/faulty_machine.c).
///
/// Needs root and a C compiler. What a killed JVM left mounted is unmounted by the next one.
/// Threads: the test thread.
final class FaultyMachine implements AutoCloseable {
  private static final Path SOURCE = Path.of("src", "test", "c", "faulty_machine.c");
  private static final String PREFIX = "tvdisk";
  private static final int SIZE_MB = 384;
  private static final int FILL_BYTES = 1 << 20;
  private static final int FAIL_AT = 0;
  private static final int DELAY_AT = 4;
  private static final int CLOCK_AT = 8;
  private static final int PAGE_BYTES = 4096;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path root;
  private final Path control;
  private final Path boot;
  private final Path filler;
  private final ShadowFiles shadow;
  private final Thread atEnd = new Thread(this::unmount);

  /// Mounts an empty disk on a folder.
  ///
  /// @param root is made; beside it come the files that belong to it
  /// @throws IllegalStateException naming the command that this machine refused
  FaultyMachine(Path root) {
    this.root = root;
    this.control = root.resolveSibling(root.getFileName() + ".control");
    this.boot = root.resolveSibling(root.getFileName() + ".boot");
    this.filler = root.resolve("filler");
    this.shadow = new ShadowFiles(root, root.resolveSibling(root.getFileName() + ".shadow"));
    unmountLeftovers();
    try {
      Files.createDirectories(root);
      Files.write(control, new byte[PAGE_BYTES]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startSystem();
    String name = PREFIX + ProcessHandle.current().pid() + "x" + NUMBER.incrementAndGet();
    Runtime.getRuntime().addShutdownHook(atEnd);
    Command.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MB + "m", name, root.toString());
  }

  /// The words that run a command on this machine.
  List<String> under(List<String> command) {
    List<String> words =
        List.of(
            "env",
            "LD_PRELOAD=" + Library.FILE,
            "FAULTY_ROOT=" + root,
            "FAULTY_CONTROL=" + control,
            "FAULTY_BOOT=" + boot,
            "FAULTY_SHADOW=" + shadow.folder());
    return Command.behind(words, command);
  }

  /// To be called before its process is started: all that is there now counts as durable.
  void settle() {
    shadow.take();
  }

  /// What is left when the power fails now, and another start of the system after it. Its process
  /// must have been killed.
  void cutPower() {
    shadow.putBack();
    startSystem();
  }

  /// Copies the disk to a folder beside it.
  void keep() {
    Path kept = root.resolveSibling(root.getFileName() + ".data");
    Command.run("cp", "-a", root + "/.", kept.toString());
  }

  /// The next sync fails with EIO; those after it are said to work.
  void failNextSync() {
    set(FAIL_AT, 1);
  }

  /// Each sync takes longer from now on.
  void delaySyncs(int ms) {
    set(DELAY_AT, ms);
  }

  /// Sets the wall clock off by so many milliseconds, either way.
  void shiftClock(int ms) {
    set(CLOCK_AT, ms);
    set(CLOCK_AT + Integer.BYTES, ms < 0 ? -1 : 0);
  }

  /// Leaves no byte free.
  void fill() {
    try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
      byte[] part = new byte[FILL_BYTES];
      file.seek(file.length());
      while (root.toFile().getUsableSpace() > 0) {
        long free = Math.min(part.length, root.toFile().getUsableSpace());
        file.write(part, 0, (int) free);
      }
    } catch (IOException e) {
      if (root.toFile().getUsableSpace() > 0) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Undoes all faults but a power cut.
  void heal() {
    set(FAIL_AT, 0);
    set(DELAY_AT, 0);
    shiftClock(0);
    try {
      Files.deleteIfExists(filler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All data gone: another disk in the place of this.
  void wipe() {
    Folder.empty(root);
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(atEnd);
  }

  /// From now on the system says that it is another start of it.
  private void startSystem() {
    try {
      Files.writeString(boot, UUID.randomUUID() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void set(int at, int value) {
    try (RandomAccessFile file = new RandomAccessFile(control.toFile(), "rw")) {
      file.seek(at);
      file.writeInt(Integer.reverseBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unmount() {
    Command.run("umount", "--lazy", root.toString());
  }

  private static void unmountLeftovers() {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/mounts"))) {
      for (String mount : mounts.filter(line -> line.startsWith(PREFIX)).toList()) {
        String[] words = mount.split(" ");
        long pid = Long.parseLong(words[0].substring(PREFIX.length(), words[0].indexOf('x')));
        if (ProcessHandle.of(pid).isEmpty()) {
          Command.run("umount", "--lazy", words[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Library {
    static final Path FILE = compile();

    private static Path compile() {
      Path file = Path.of("target", "faulty_machine.so").toAbsolutePath();
      Command.run(
          "cc",
          "-O2",
          "-shared",
          "-fPIC",
          "-o",
          file.toString(),
          SOURCE.toString(),
          "-ldl",
          "-lpthread");
      return file;
    }
  }
}
