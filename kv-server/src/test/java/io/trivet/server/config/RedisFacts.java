package io.trivet.server.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks a real redis-server about its configuration and writes down what it says.
///
/// A record is a text: a request on a line of its own, then the lines of the reply, each indented
/// by two spaces.
final class RedisFacts {
  private static final List<String> ASKED =
      List.of("'zz zz'", "-5", "7", "1kb", "9223372036854775807");

  private static final List<String> CONVERSATION =
      List.of(
          "CONFIG SET foo bar",
          "CONFIG SET port 1 foo bar",
          "CONFIG SET hz 10 hz 11",
          "CONFIG SET HZ 10 hz 11",
          "CONFIG SET databases 3",
          "CONFIG SET databases 3 databases 3",
          "CONFIG SET dbfilename a hz 12",
          "CONFIG SET hz 44 maxmemory nothing",
          "CONFIG GET hz",
          "CONFIG SET hz 99999 maxmemory 1gb",
          "CONFIG GET hz maxmemory",
          "CONFIG SET maxmemory 1Gb",
          "CONFIG SET maxmemory 1.5gb",
          "CONFIG SET maxmemory ' 1'",
          "CONFIG SET maxmemory 3m",
          "CONFIG GET maxmemory",
          "CONFIG SET hz ''",
          "CONFIG SET hz +5",
          "CONFIG SET appendfsync ALWAYS",
          "CONFIG GET appendfsync",
          "CONFIG SET protected-mode YES",
          "CONFIG SET maxmemory-clients 5%",
          "CONFIG GET maxmemory-clients",
          "CONFIG SET maxmemory-clients 101%",
          "CONFIG SET maxmemory-clients -1%",
          "CONFIG SET client-output-buffer-limit 'normal 1'",
          "CONFIG SET client-output-buffer-limit 'normal 1 2 x'",
          "CONFIG SET client-output-buffer-limit 'normal 1k 2k 3 foo 1 2 3'",
          "CONFIG SET client-output-buffer-limit 'normal 1gb 0 0 REPLICA 1b 2B 3'",
          "CONFIG GET client-output-buffer-limit",
          "CONFIG SET save 'a b'",
          "CONFIG SET save '900 1 300'",
          "CONFIG SET save '900 1 300 10'",
          "CONFIG GET save",
          "CONFIG SET save ''",
          "CONFIG GET save",
          "CONFIG SET notify-keyspace-events 'KEA'",
          "CONFIG GET notify-keyspace-events",
          "CONFIG SET notify-keyspace-events Exdtehs$lzgmK",
          "CONFIG GET notify-keyspace-events",
          "CONFIG SET notify-keyspace-events nmEKdt",
          "CONFIG GET notify-keyspace-events",
          "CONFIG SET notify-keyspace-events Q",
          "CONFIG SET latency-tracking-info-percentiles '50 101'",
          "CONFIG SET latency-tracking-info-percentiles '50 x'",
          "CONFIG SET latency-tracking-info-percentiles '0 99.99 100'",
          "CONFIG GET latency-tracking-info-percentiles",
          "CONFIG SET latency-tracking-info-percentiles ''",
          "CONFIG GET latency-tracking-info-percentiles",
          "CONFIG SET slave-priority 1 replica-priority 2",
          "CONFIG GET slave-priority",
          "CONFIG SET shutdown-on-sigint 'save now'",
          "CONFIG GET shutdown-on-sigint",
          "CONFIG SET shutdown-on-sigint 'save bar'",
          "CONFIG SET oom-score-adj-values '1 2'",
          "CONFIG SET oom-score-adj-values '1 2 3'",
          "CONFIG GET oom-score-adj-values",
          "CONFIG SET requirepass a requirepass b",
          "CONFIG SET rename-command x",
          "CONFIG SET list-max-ziplist-entries 4",
          "CONFIG GET rename-command include list-max-ziplist-entries nothing",
          "CONFIG GET HZ",
          "CONFIG GET hz HZ h?",
          "CONFIG GET h[z",
          "CONFIG GET h[^a]",
          "CONFIG GET [h-i]z",
          "CONFIG GET \\\\hz",
          "CONFIG GET h\\\\z?",
          "CONFIG GET [",
          "CONFIG GET ''");

  private RedisFacts() {}

  /// Runs a redis-server in a folder, asks it everything, and stops it.
  static String record(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Process server =
        new ProcessBuilder(
                List.of(
                    "redis-server",
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.toString(),
                    "--loglevel",
                    "warning"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    try (Socket socket = connect(port, server)) {
      return ask(new Conversation(socket));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String ask(Conversation redis) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> all = redis.ask("CONFIG GET *");
    for (int i = 0; i < all.size(); i += 2) {
      names.add(all.get(i));
    }
    names.sort(null);
    StringBuilder record = new StringBuilder();
    for (String name : names) {
      askAbout(name, redis, record);
    }
    for (String request : CONVERSATION) {
      note(request, redis, record);
    }
    return record.toString();
  }

  private static void askAbout(String name, Conversation redis, StringBuilder record)
      throws IOException {
    List<String> shown = redis.ask("CONFIG GET " + name);
    String before = shown.get(1);
    if (isPlaceBound(name)) {
      return;
    }
    note("CONFIG GET " + name, redis, record);
    for (String value : ASKED) {
      List<String> reply = note("CONFIG SET " + name + " " + value, redis, record);
      if (reply.getFirst().endsWith("can't set immutable config")) {
        return;
      }
    }
    note("CONFIG SET " + name + " " + DirectiveText.quoted(before), redis, record);
  }

  /// Options that would take the server away from the one who asks, or tell where it was asked.
  private static boolean isPlaceBound(String name) {
    return List.of("port", "bind", "dir", "loglevel", "tls-port", "requirepass", "maxclients")
        .contains(name);
  }

  private static List<String> note(String request, Conversation redis, StringBuilder record)
      throws IOException {
    List<String> reply = redis.ask(request);
    record.append(request).append('\n');
    reply.forEach(line -> record.append("  ").append(line).append('\n'));
    return reply;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Socket connect(int port, Process server) throws IOException, InterruptedException {
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException notYet) {
        if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IOException("redis-server did not start", notYet);
        }
      }
    }
  }

  /// Requests as lines, and their replies.
  private static final class Conversation {
    private final Socket socket;
    private final BufferedReader in;

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    List<String> ask(String request) throws IOException {
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      if (!line.startsWith("*")) {
        return List.of(line.substring(1));
      }
      List<String> words = new ArrayList<>();
      for (int count = Integer.parseInt(line.substring(1)); count > 0; count--) {
        in.readLine();
        words.add(in.readLine());
      }
      return words;
    }
  }

  /// The request and reply pairs of a record.
  static List<Fact> read(Path file) throws IOException {
    List<Fact> facts = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("  ")) {
        facts.getLast().reply().add(line.substring(2));
      } else {
        facts.add(new Fact(line, new ArrayList<>()));
      }
    }
    return facts;
  }

  /// A request with the lines of its reply.
  record Fact(String request, List<String> reply) {}
}
