package io.trivet.cli;

import io.trivet.cli.bench.Bench;
import io.trivet.server.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// `kv aot-training`: a node under a short load and its restart, for the JVM to note which classes
/// and which code matter (JEP 483, JEP 515). The launcher runs it once for a build; a node then
/// starts in about half the time and is fast sooner.
@Command(
    name = "aot-training",
    hidden = true,
    description = "A short life of a node, to learn from.")
final class AotTraining implements Callable<Integer> {

  private static final List<String> LOAD = List.of("--quiet", "--warmup=0s", "--duration=1s");

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("kv-training");
    try {
      train(directory);
    } finally {
      delete(directory);
    }
    return ExitCode.OK;
  }

  /// Three lives, so that the third has a log to replay: over keys that the checkpoint has, and
  /// over new ones.
  private static void train(Path directory) throws IOException {
    int port = freePort();
    Server first = start(port, directory);
    try {
      bench(port, "--populate=20000", "--mix=get=80,set=20");
      bench(port, "--populate=20000", "--mix=get=50,set=50", "--pipeline=16");
      bench(port, "--key-prefix=h:", "--mix=hset=50,hget=50");
      bench(port, "--key-prefix=z:", "--mix=zadd=50,zrange=50", "--pipeline=4");
    } finally {
      first.stop();
    }
    Server second = start(port, directory);
    try {
      bench(port, "--populate=200000", "--populate-only", "--keys=200000", "--pipeline=16");
      stopWithoutCheckpoint(port);
      second.awaitStop();
    } finally {
      second.stop();
    }
    start(port, directory).stop();
  }

  private static Server start(int port, Path directory) throws IOException {
    List<String> options =
        List.of("--dir", directory.toString(), "--metrics-port", "0", "--port", "" + port);
    return io.trivet.server.Main.start(options);
  }

  private static void stopWithoutCheckpoint(int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("SHUTDOWN NOSAVE\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().read(); // until the server closes
    }
  }

  private static void bench(int port, String... options) {
    String[] words =
        Stream.of(Stream.of("" + port), LOAD.stream(), Stream.of(options))
            .flatMap(each -> each)
            .toArray(String[]::new);
    new CommandLine(new Bench()).setOut(new PrintWriter(Writer.nullWriter())).execute(words);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
