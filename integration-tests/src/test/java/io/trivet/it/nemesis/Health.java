package io.trivet.it.nemesis;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the members say of themselves, asked from the clients' place.
///
/// Threads: the test thread.
final class Health {
  private static final String IN_SYNC = "in_sync:";
  private static final List<String> TOLD =
      List.of("member_role:", "epoch:", "primary_id:", "primary_serves:", IN_SYNC, "lease_ms:");

  private static final int PATIENCE_MS = 30_000;

  private final Ground ground;

  Health(Ground ground) {
    this.ground = ground;
  }

  /// Whether all members answer. One that is starting does not, nor does one whose disk was wiped
  /// before it has a vote again.
  boolean areAllThere() throws InterruptedException {
    for (int number = 1; number <= ground.members(); number++) {
      if (!Question.ask(ground, number, "PING").contains("PONG")) {
        return false;
      }
    }
    return true;
  }

  /// Whether any one member could be lost now without a pause for its start: all answer, and the
  /// primary counts two copies as in sync.
  boolean isWhole(int primary) throws InterruptedException {
    return ground.members() > 1 && copiesInSync(primary).size() == 2 && areAllThere();
  }

  /// Whether the members 1 and 2 hold the same data.
  boolean areCopiesEqual() throws InterruptedException {
    String digest = digest(1);
    return !digest.isEmpty() && digest.equals(digest(2));
  }

  /// Some lines, to understand a group that does not serve.
  String text() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int number = 1; number <= ground.members(); number++) {
      String told =
          replication(number)
              .filter(line -> TOLD.stream().anyMatch(line::startsWith))
              .collect(Collectors.joining(" "));
      text.append("\nn").append(number).append(told.isEmpty() ? " does not answer" : " " + told);
    }
    return text.toString();
  }

  /// Empty if the member tells none.
  private String digest(int number) throws InterruptedException {
    AtomicReference<String> digest = new AtomicReference<>("");
    try {
      ground.asClient(() -> {
        try (Wire wire = Wire.connect(ground.client(number), PATIENCE_MS, PATIENCE_MS)) {
          wire.call("READONLY");
          WireReply reply = wire.call("DEBUG", "DIGEST");
          digest.set(reply.isError() ? "" : reply.text());
        }
      });
    } catch (IOException e) {
      return "";
    }
    return digest.get();
  }

  private Set<String> copiesInSync(int primary) throws InterruptedException {
    return replication(primary)
        .filter(line -> line.startsWith(IN_SYNC))
        .flatMap(line -> Stream.of(line.substring(IN_SYNC.length()).split(",")))
        .collect(Collectors.toSet());
  }

  private Stream<String> replication(int number) throws InterruptedException {
    return Question.ask(ground, number, "INFO", "replication").lines().map(String::strip);
  }
}
