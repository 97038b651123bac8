package io.trivet.it.nemesis;

import io.trivet.it.process.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One process of a target, with a name and a folder.
///
/// Threads: the test thread.
public final class Member implements AutoCloseable {
  private static final OptionalInt DISK_FAILED = OptionalInt.of(74);

  /// What a start ends with that could not be made, and what it says last if the disk failed it.
  private static final OptionalInt NOT_STARTED = OptionalInt.of(1);

  private static final Pattern DISK_FAILED_START =
      Pattern.compile("kv: .*(Input/output error|No space left on device).*");

  private final int number;
  private final Path folder;
  private final ServerProcess process;
  private final @Nullable FaultyMachine machine;
  private boolean isMeantToRun;
  private boolean isPaused;

  /// @param number from 1 on; the name is n1, n2, ...
  /// @param command runs it, in the foreground
  /// @param folder holds its data
  Member(int number, List<String> command, Path folder) {
    this(number, command, folder, null);
  }

  /// @param machine on which the command runs, if it is one that can fail; belongs to the member
  Member(int number, List<String> command, Path folder, @Nullable FaultyMachine machine) {
    this.number = number;
    this.folder = folder;
    this.machine = machine;
    this.process =
        new ServerProcess("n" + number, command, 0, folder.resolveSibling("n" + number + ".log"));
  }

  int number() {
    return number;
  }

  /// Where its data are.
  public Path folder() {
    return folder;
  }

  /// All it printed since its first start.
  public String log() {
    return process.log();
  }

  /// Starts it, if it does not run. Returns at once.
  public void start() {
    if (!process.isRunning()) {
      process.kill();
      if (machine != null) {
        machine.settle();
      }
      process.launch();
      isMeantToRun = true;
    }
  }

  /// The machine that can fail.
  ///
  /// @throws IllegalStateException if it has none
  FaultyMachine machine() {
    if (machine == null) {
      throw new IllegalStateException(this + " is on a machine that cannot fail");
    }
    return machine;
  }

  /// From now until it is started again it may end for a failed disk: long after the fault, maybe.
  void mayEnd() {
    isMeantToRun = false;
  }

  /// Undoes all that was done to it.
  void heal() {
    resume();
    if (machine != null) {
      machine.heal();
    }
    start();
  }

  /// kill -9, also of one that is paused. Returns when it is gone.
  public void kill() {
    isMeantToRun = false;
    isPaused = false;
    process.kill();
  }

  /// SIGSTOP: it holds all it has, and does nothing. One that was killed stays so.
  public void pause() {
    if (process.isRunning()) {
      signal("STOP");
      isPaused = true;
    }
  }

  /// SIGCONT.
  public void resume() {
    if (isPaused && process.isRunning()) {
      signal("CONT");
    }
    isPaused = false;
  }

  /// Lets a JVM print the stacks of its threads into its log.
  void dumpThreads() {
    if (process.isRunning()) {
      signal("QUIT");
    }
  }

  /// Copies the disk of a machine that can fail to beside it, as it is gone with the run.
  void keepData() {
    if (machine != null) {
      machine.keep();
    }
  }

  /// Whether its process is there, be it paused.
  public boolean isRunning() {
    return process.isRunning();
  }

  /// The exit code of a member that ended although nobody killed it and no fault allowed it.
  OptionalInt endedByItself() {
    OptionalInt code = process.endedWith();
    boolean isOfTheDisk =
        code.equals(DISK_FAILED)
            || (code.equals(NOT_STARTED) && DISK_FAILED_START.matcher(lastLine()).matches());
    boolean isAllowed = !isMeantToRun && isOfTheDisk;
    return isAllowed ? OptionalInt.empty() : code;
  }

  private String lastLine() {
    return log().lines().reduce("", (before, line) -> line);
  }

  @Override
  public void close() {
    kill();
    if (machine != null) {
      machine.close();
    }
  }

  @Override
  public String toString() {
    return "n" + number;
  }

  private void signal(String signal) {
    Command.run("kill", "-" + signal, Long.toString(process.pid()));
  }
}
