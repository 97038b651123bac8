package io.trivet.it.group;

import io.trivet.it.nemesis.LoopbackGround;
import io.trivet.it.nemesis.Member;
import io.trivet.it.nemesis.TrivetNodes;
import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A group of three processes on the loopback: 1 and 2 keep data, 3 votes.
///
/// Threads: the test's; addresses any.
final class LiveGroup implements AutoCloseable {
  static final int VOTER = 3;

  private static final int MEMBERS = 3;
  private static final int LOG_LINES = 12;
  private static final int CONNECT_MS = 500;
  private static final int ANSWER_MS = 5_000;

  private final LoopbackGround ground = new LoopbackGround(MEMBERS);
  private final TrivetNodes nodes;

  /// Starts it, and returns when it is whole.
  ///
  /// @param settings lines of the configuration of all members; `MEMBER` stands for n1, n2, n3
  LiveGroup(Path folder, String... settings) {
    nodes = new TrivetNodes(ground, folder, List.of(settings));
    nodes.start();
    try {
      whole();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  static List<Integer> members() {
    return List.of(1, 2, VOTER);
  }

  /// The other member that keeps data.
  static int other(int member) {
    return VOTER - member;
  }

  Member member(int number) {
    return nodes.members().get(number - 1);
  }

  int port(int number) {
    return ground.client(number).getPort();
  }

  /// Where the other members reach it.
  InetSocketAddress peer(int number) {
    return ground.peer(number);
  }

  /// As clients and MOVED name it.
  String address(int number) {
    InetSocketAddress address = ground.client(number);
    return address.getHostString() + ":" + address.getPort();
  }

  Wire connect(int number) throws IOException {
    return connect(number, ANSWER_MS);
  }

  Wire connect(int number, int patienceMs) throws IOException {
    return Wire.connect(ground.client(number), CONNECT_MS, patienceMs);
  }

  /// One request on a connection of its own.
  WireReply call(int number, String... words) throws IOException {
    try (Wire wire = connect(number)) {
      return wire.call(words);
    }
  }

  /// One request, repeated while no primary serves: on a busy machine a lease may lapse.
  WireReply callServed(int number, String... words) {
    List<WireReply> replies = new ArrayList<>();
    Patience.until(
        () -> "n" + number + " answers " + words[0] + ": " + replies + "\n" + state(),
        () -> {
          replies.clear();
          replies.add(call(number, words));
          return !replies.getFirst().text().startsWith("CLUSTERDOWN ");
        });
    return replies.getFirst();
  }

  /// The fields of INFO.
  Map<String, String> info(int number) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : call(number, "INFO", "everything").text().split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }

  /// One field of INFO; empty if it is not there.
  String info(int number, String field) throws IOException {
    return info(number).getOrDefault(field, "");
  }

  long offset(int number) throws IOException {
    return Long.parseLong(info(number, "master_repl_offset"));
  }

  /// The digest of all data of a member.
  String digest(int number) throws IOException {
    try (Wire wire = connect(number)) {
      wire.call("READONLY");
      WireReply reply = wire.call("DEBUG", "DIGEST");
      if (reply.isError()) {
        throw new IOException("no digest: " + reply);
      }
      return reply.text();
    }
  }

  /// Waits until a member serves.
  ///
  /// @return its number
  int primary() {
    int[] found = new int[1];
    Patience.until(
        () -> "a primary serves\n" + state(),
        () -> {
          for (int number : List.of(1, 2)) {
            if (member(number).isRunning() && serves(number)) {
              found[0] = number;
            }
          }
          return found[0] != 0;
        });
    return found[0];
  }

  /// Waits until another member than this serves.
  int successorOf(int before) {
    int successor = other(before);
    Patience.until(() -> "n" + successor + " serves\n" + state(), () -> serves(successor));
    return successor;
  }

  /// Lets a primary hand over, and waits until the other serves.
  void handOver(int from) throws IOException {
    call(from, "FAILOVER", "TIMEOUT", "5000");
    awaitHandOver(from);
  }

  /// Waits until the other serves, after a primary was asked to hand over. On a busy machine it may
  /// keep the role or get it back; then it is asked again.
  void awaitHandOver(int from) {
    int successor = other(from);
    Patience.until(
        () -> "n" + from + " hands over\n" + state(),
        () -> {
          if (serves(successor)) {
            return true;
          }
          if (serves(from) && info(from, "master_failover_state").equals("no-failover")) {
            call(from, "FAILOVER", "TIMEOUT", "5000");
          }
          return false;
        });
  }

  /// Starts who does not run, goes on with who is paused, and waits until both copies are in sync
  /// and every member knows the primary.
  ///
  /// @return the primary
  int whole() {
    members().forEach(number -> member(number).resume());
    members().forEach(number -> member(number).start());
    Patience.until(() -> "the group is whole\n" + state(), this::isWhole);
    return primary();
  }

  /// Waits until both copies are the same. Nothing writes meanwhile.
  void expectSameData() {
    Patience.until(() -> "both copies are equal", () -> digest(1).equals(digest(2)));
  }

  private boolean isWhole() throws IOException {
    int primary = primaryAsSeenBy(1);
    return primary != 0
        && primaryAsSeenBy(2) == primary
        && primaryAsSeenBy(VOTER) == primary
        && serves(primary)
        && List.of(info(primary, "in_sync").split(",", -1)).size() == 2
        && info(other(primary), "master_link_status").equals("up");
  }

  private int primaryAsSeenBy(int number) throws IOException {
    String id = info(number, "primary_id");
    return id.isEmpty() ? 0 : Integer.parseInt(id.substring(1));
  }

  /// Whether a member is the primary, and answers.
  boolean serves(int number) throws IOException {
    Map<String, String> fields = info(number);
    return Objects.equals(fields.get("member_role"), "primary")
        && Objects.equals(fields.get("primary_serves"), "1");
  }

  private String state() {
    List<String> lines = new ArrayList<>();
    for (int number : members()) {
      try {
        Map<String, String> fields = info(number);
        fields.keySet().retainAll(List.of("member_role", "epoch", "primary_id", "in_sync"));
        lines.add("n" + number + " " + fields);
      } catch (IOException e) {
        lines.add("n" + number + " " + e);
      }
      List<String> log = member(number).log().lines().toList();
      lines.addAll(log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
