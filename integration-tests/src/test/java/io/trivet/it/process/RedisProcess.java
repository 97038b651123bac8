package io.trivet.it.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A redis-server 7.0 to compare with, on a free port, without files.
///
/// A machine need not have one: the tests that want it are then skipped with the reason, but fail
/// with `-Dtrivet.requireRedis=true`. Threads: one test thread, like all servers here.
public final class RedisProcess implements AutoCloseable {
  private static final String EXECUTABLE = "redis-server";
  private static final String VERSION = "v=7.0.";

  private final ServerProcess server;

  private RedisProcess(ServerProcess server) {
    this.server = server;
  }

  /// Starts it and returns when it answers; skips or fails the test where there is none.
  ///
  /// @param folder takes the log
  /// @param directives of the configuration, as words: `--maxclients`, `10`
  public static RedisProcess start(Path folder, String... directives) {
    requireInstalled();
    int port = FreePort.any();
    List<String> command =
        List.of(
            EXECUTABLE,
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--appendonly",
            "no",
            "--enable-debug-command",
            "local");
    ServerProcess server =
        new ServerProcess(EXECUTABLE, command, port, folder.resolve("redis.log"));
    try {
      server.start(List.of(directives));
    } catch (IllegalStateException e) {
      server.close();
      throw e;
    }
    return new RedisProcess(server);
  }

  /// Where it serves clients, on the loopback.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private static void requireInstalled() {
    String version = version();
    boolean isThere = version.contains(VERSION);
    String reason = "redis-server 7.0 is needed for comparison; found: " + version;
    if (Boolean.getBoolean("trivet.requireRedis")) {
      Assertions.assertTrue(isThere, reason);
    }
    Assumptions.assumeTrue(isThere, reason);
  }

  private static String version() {
    try {
      Process process = new ProcessBuilder(EXECUTABLE, "--version").start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "none";
    }
  }
}
