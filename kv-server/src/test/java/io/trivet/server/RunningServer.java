package io.trivet.server;

import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigException;
import io.trivet.server.config.ConfigLoader;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A whole node in this process, on free ports of the loopback, with its data and its configuration
/// file in a folder.
final class RunningServer implements AutoCloseable {
  private static final int FIRST_PORT = 20_000;
  private static final int END_PORT = 29_000;

  private final int port;
  private final Path file;
  private final Server server;

  private RunningServer(int port, Path file, Server server) {
    this.port = port;
    this.file = file;
    this.server = server;
  }

  /// Starts one with these lines in its configuration file, beside those that make it small.
  static RunningServer start(Path folder, String... lines) throws IOException {
    int port = freePort();
    Path file = write(folder, port, lines);
    return new RunningServer(port, file, Server.start(load(file)));
  }

  /// Starts one with the configuration file that is in the folder.
  static RunningServer restart(Path folder) throws IOException {
    Path file = folder.resolve("kv.conf");
    Config config = load(file);
    return new RunningServer(config.get(NetworkOptions.PORT), file, Server.start(config));
  }

  /// A configuration file for a node on a port, which lines may change.
  static Path write(Path folder, int port, String... lines) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "port " + port,
                "dir " + folder.resolve("data"),
                "io-threads 1",
                "log-ring-size 1mb",
                "wal-segment-size 1mb",
                "rocksdb-block-cache-size 1mb",
                "rocksdb-write-buffer-size 1mb",
                "checkpoint-interval-ms 100"));
    all.addAll(List.of(lines));
    return Files.write(folder.resolve("kv.conf"), all, StandardCharsets.ISO_8859_1);
  }

  static Config load(Path file) throws IOException {
    try {
      return ConfigLoader.load(file, List.of());
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// A port on which nothing listens, nor 3000 above it.
  static int freePort() {
    SplittableRandom random = new SplittableRandom();
    while (true) {
      int port = random.nextInt(FIRST_PORT, END_PORT);
      if (isFree(port) && isFree(port + 3_000)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  int port() {
    return port;
  }

  Path file() {
    return file;
  }

  Server server() {
    return server;
  }

  Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  RedisTalk talk() throws IOException {
    return new RedisTalk(socket());
  }

  /// What a page of the HTTP port answers: the status, a line feed, the body.
  String page(String path) throws IOException {
    InetSocketAddress address = server.metricsAddresses().getFirst();
    try (RedisTalk http = new RedisTalk(new Socket(address.getAddress(), address.getPort()))) {
      http.send(
          "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
              .formatted(path)
              .getBytes(StandardCharsets.US_ASCII));
      String answer = http.rest(10_000).replace("<closed>", "");
      String status = answer.substring(answer.indexOf(' ') + 1, answer.indexOf(' ') + 4);
      return status + "\n" + answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  /// Asks again and again until the answer is as wanted; the test's own time limit ends it.
  static void await(Condition condition) throws IOException {
    while (!condition.holds()) {
      if (Thread.interrupted()) {
        throw new AssertionError("it did not come true in time");
      }
      Thread.onSpinWait();
    }
  }

  /// Something that comes true.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Waits until the node has stopped by itself.
  void awaitStop() {
    server.awaitStop();
  }

  @Override
  public void close() {
    server.stop();
  }
}
