package io.trivet.it.nemesis;

import io.trivet.it.process.ServerProcess;
import java.nio.file.Path;
import java.util.List;

/// One process of a target, with a name and a folder.
///
/// Threads: the test thread.
final class Member implements AutoCloseable {
  private final int number;
  private final Path folder;
  private final ServerProcess process;
  private boolean isMeantToRun;
  private boolean isPaused;

  /// @param number from 1 on; the name is n1, n2, ...
  /// @param command runs it, in the foreground
  /// @param folder holds its data and log
  Member(int number, List<String> command, Path folder) {
    this.number = number;
    this.folder = folder;
    this.process =
        new ServerProcess("n" + number, command, 0, folder.resolveSibling("n" + number + ".log"));
  }

  int number() {
    return number;
  }

  Path folder() {
    return folder;
  }

  String log() {
    return process.log();
  }

  /// Starts it, if it does not run. Returns at once.
  void start() {
    if (!process.isRunning()) {
      process.kill();
      process.launch();
    }
    isMeantToRun = true;
  }

  /// kill -9, also of one that is paused. Returns when it is gone.
  void kill() {
    isMeantToRun = false;
    isPaused = false;
    process.kill();
  }

  /// SIGSTOP: it holds all it has, and does nothing.
  void pause() {
    signal("STOP");
    isPaused = true;
  }

  /// SIGCONT, if it is paused.
  void resume() {
    if (isPaused) {
      signal("CONT");
      isPaused = false;
    }
  }

  boolean isRunning() {
    return process.isRunning();
  }

  /// Whether it ended although nobody killed it.
  boolean hasEndedByItself() {
    return isMeantToRun && !process.isRunning();
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return "n" + number;
  }

  private void signal(String signal) {
    Command.run("kill", "-" + signal, Long.toString(process.pid()));
  }
}
