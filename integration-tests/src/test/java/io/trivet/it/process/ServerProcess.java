package io.trivet.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One server on a port, in a process that is started, killed and started again.
///
/// Threads: one test thread. Whatever is still running when the JVM of the tests ends is killed.
public final class ServerProcess implements AutoCloseable {
  private static final long READY_WITHIN_MS = 60_000;
  private static final long FAILS_WITHIN_MS = 30_000;
  private static final long STOP_WITHIN_MS = 60_000;
  private static final long POLL_MS = 20;
  private static final int LONGEST_ANSWER = 64;

  /// An inline request that only a server which serves data answers with a number, or with the
  /// question for a password.
  private static final byte[] PROBE = "EXISTS ready\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final List<String> SERVES = List.of(":0", ":1", "-NOAUTH");

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final List<String> command;
  private final int port;
  private final Path logFile;
  private @Nullable Process process;

  /// @param name by which failures call it
  /// @param logFile takes what the process prints, one start after the other
  public ServerProcess(String name, List<String> command, int port, Path logFile) {
    this.name = name;
    this.command = List.copyOf(command);
    this.port = port;
    this.logFile = logFile;
  }

  /// Starts the process and returns when it answers.
  ///
  /// @param more words of this start, behind those of every start
  /// @throws IllegalStateException with the log, if the process ends or does not answer in time
  void start(List<String> more) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_WITHIN_MS);
    Process started = spawn(more);
    while (!answers()) {
      if (ends(started, POLL_MS)) {
        throw new IllegalStateException("ended at its start: " + name + "\n" + log());
      }
      if (System.nanoTime() > deadlineNs) {
        throw new IllegalStateException("does not answer: " + name + "\n" + log());
      }
    }
  }

  /// Starts the process and returns its exit code.
  ///
  /// @throws IllegalStateException with the log, if it does not end in time
  int fail(List<String> more) {
    Process started = spawn(more);
    if (!ends(started, READY_WITHIN_MS)) {
      throw new IllegalStateException("does not end: " + name + "\n" + log());
    }
    return started.exitValue();
  }

  /// Starts the process and returns at once, whether or not it will ever answer.
  public void launch() {
    spawn(List.of());
  }

  /// Whether it was started and has not ended.
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /// The exit code of a process that has ended although nobody killed it.
  public OptionalInt endedWith() {
    boolean hasEnded = process != null && !process.isAlive();
    return hasEnded ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /// Waits as long as the process runs, but no longer than this. Says whether it ended.
  public boolean endsWithin(long ms) {
    return process == null || ends(process, ms);
  }

  /// kill -9: the process has no say in it.
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      if (!ends(process, STOP_WITHIN_MS)) {
        throw new IllegalStateException("survived SIGKILL: " + process.pid());
      }
      RUNNING.remove(process);
      process = null;
    }
  }

  /// SIGTERM. Returns the exit code.
  ///
  /// @throws IllegalStateException with the log, if the process does not end in time
  int terminate() {
    Process stopping = running();
    stopping.destroy();
    if (!ends(stopping, STOP_WITHIN_MS)) {
      throw new IllegalStateException("does not end on SIGTERM: " + name + "\n" + log());
    }
    RUNNING.remove(stopping);
    process = null;
    return stopping.exitValue();
  }

  int port() {
    return port;
  }

  /// The number of the running process.
  public long pid() {
    return running().pid();
  }

  /// What the process printed since its first start.
  public String log() {
    try {
      return Files.exists(logFile) ? Files.readString(logFile) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process spawn(List<String> more) {
    if (process != null) {
      throw new IllegalStateException("already runs: " + command);
    }
    try {
      List<String> words = new ArrayList<>(command);
      words.addAll(more);
      Process started =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
              .start();
      RUNNING.add(started);
      process = started;
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("does not run: " + command);
    }
    return process;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) READY_WITHIN_MS);
      socket.getOutputStream().write(PROBE);
      byte[] octets = new byte[LONGEST_ANSWER];
      int count = socket.getInputStream().read(octets);
      String answer = new String(octets, 0, Math.max(0, count), StandardCharsets.US_ASCII);
      return SERVES.stream().anyMatch(answer::startsWith);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ends(Process process, long ms) {
    try {
      return process.waitFor(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }
}
