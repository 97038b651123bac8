package io.trivet.it.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A node as a user runs it: `kv server` in a JVM of its own, on a free port, with its data in a
/// folder of the test.
///
/// Threads: one test thread, like all servers here.
public final class NodeProcess implements AutoCloseable {
  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          "-Djava.library.path=" + System.getProperty("java.library.path"));

  private static final int HEAP_MB = 256;

  private final ServerProcess server;

  private NodeProcess(ServerProcess server) {
    this.server = server;
  }

  /// What ends at its start: the exit code and all it printed.
  public record Refusal(int exitCode, String log) {}

  /// The words with which a node is started, without its configuration.
  ///
  /// @param heapMb the most that its heap may take, in MiB
  public static List<String> command(int heapMb) {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(List.of("-Xmx" + heapMb + "m", "-cp", classPath()));
    command.addAll(List.of("io.trivet.cli.Main", "server"));
    return command;
  }

  /// Starts a node on an empty or used folder and returns when it answers.
  ///
  /// @param folder takes the data and the log
  /// @param directives of the configuration, as words: `--appendfsync`, `always`
  public static NodeProcess start(Path folder, String... directives) {
    NodeProcess node = new NodeProcess(on(folder));
    node.restart(directives);
    return node;
  }

  /// Starts a node that cannot start, and returns when it has ended.
  ///
  /// @throws IllegalStateException if it runs
  public static Refusal refused(Path folder, String... directives) {
    try (ServerProcess server = on(folder)) {
      return new Refusal(server.fail(List.of(directives)), server.log());
    }
  }

  /// Starts it again, on the same port and data, and returns when it answers.
  ///
  /// @param directives of the configuration of this run, in the place of those before
  public void restart(String... directives) {
    try {
      server.start(List.of(directives));
    } catch (IllegalStateException e) {
      server.close();
      throw e;
    }
  }

  /// kill -9. Returns when the process is gone.
  public void kill() {
    server.kill();
  }

  /// SIGTERM. Returns the exit code.
  public int terminate() {
    return server.terminate();
  }

  /// Waits while the node runs, at most this long. Says whether it ended by itself.
  public boolean endsWithin(long ms) {
    return server.endsWithin(ms);
  }

  /// Where it serves clients, on the loopback.
  public int port() {
    return server.port();
  }

  /// All it printed since its first start.
  public String log() {
    return server.log();
  }

  @Override
  public void close() {
    server.close();
  }

  private static ServerProcess on(Path folder) {
    int port = FreePort.any();
    List<String> command = new ArrayList<>(command(HEAP_MB));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--metrics-port", "0", "--dir", folder.resolve("data").toString()));
    return new ServerProcess("node", command, port, folder.resolve("node.log"));
  }

  /// The class path of these tests without the tests: folders before packaging, jars after it.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
