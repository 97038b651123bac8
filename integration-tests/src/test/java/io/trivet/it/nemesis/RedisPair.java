package io.trivet.it.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A redis-server and its replica, appendonly everysec: the store that is known to lose
/// acknowledged writes when its replica takes over.
///
/// Who follows whom is in the members' configuration files, so that a member that is started again
/// never takes writes that its configuration does not let it take. Threads: the test thread.
final class RedisPair implements Target {
  private static final long RETRY_MS = 20;
  private static final long GIVES_UP_AFTER_MS = 180_000;

  private final Ground ground;
  private final List<Member> members = new ArrayList<>();

  RedisPair(Ground ground, Path folder) {
    this.ground = ground;
    for (int number = 1; number <= 2; number++) {
      Path data = folder.resolve("n" + number);
      String file = data.resolve("redis.conf").toString();
      members.add(new Member(number, ground.at(number, List.of("redis-server", file)), data));
      configure(number, 1);
    }
  }

  @Override
  public String name() {
    return "redis-server pair";
  }

  @Override
  public List<Member> members() {
    return members;
  }

  @Override
  public void start() {
    members.forEach(Member::start);
  }

  /// Writes down whom a member follows from its next start on.
  ///
  /// @param primary its own number to be the primary
  void configure(int number, int primary) {
    Path data = members.get(number - 1).folder();
    InetSocketAddress own = ground.client(number);
    InetSocketAddress followed = ground.client(primary);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "port " + own.getPort(),
                "bind " + own.getHostString(),
                "protected-mode no",
                "dir " + data,
                "save \"\"",
                "appendonly yes",
                "appendfsync everysec",
                "repl-diskless-sync-delay 0"));
    if (number != primary) {
      lines.add("replicaof " + followed.getHostString() + " " + followed.getPort());
    }
    try {
      Files.createDirectories(data);
      Files.write(data.resolve("redis.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes a running replica the primary.
  void promote(int replica) throws InterruptedException {
    ask(replica, "OK", "REPLICAOF", "NO", "ONE");
  }

  /// Waits until the replica has a whole copy.
  void awaitCopy(int replica) throws InterruptedException {
    ask(replica, "master_link_status:up", "INFO", "replication");
  }

  /// Asks until the answer contains a text.
  ///
  /// @throws IllegalStateException if it never does
  private void ask(int number, String expected, String... words) throws InterruptedException {
    long beginNs = System.nanoTime();
    while (!Question.ask(ground, number, words).contains(expected)) {
      if ((System.nanoTime() - beginNs) / 1_000_000 > GIVES_UP_AFTER_MS) {
        throw new IllegalStateException("n" + number + " never answers " + expected);
      }
      Nemesis.last(RETRY_MS);
    }
  }
}
