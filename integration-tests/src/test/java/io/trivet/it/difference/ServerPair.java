package io.trivet.it.difference;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection to each of the two servers, on which streams are run one after another.
final class ServerPair implements AutoCloseable {
  private static final String CONNECTION = "connection";

  private final int redisPort;
  private final int ourPort;
  private final SecondFault secondFault = new SecondFault();
  private @Nullable Wire redis;
  private @Nullable Wire ours;

  ServerPair(int redisPort, int ourPort) {
    this.redisPort = redisPort;
    this.ourPort = ourPort;
  }

  /// Runs a stream on empty databases. Tells the first difference, or null.
  @Nullable Difference run(List<Step> steps, String protocol, Coverage coverage)
      throws IOException {
    Wire first = redis == null ? Wire.connect(redisPort) : redis;
    redis = first;
    Wire second = ours == null ? Wire.connect(ourPort) : ours;
    ours = second;
    try {
      begin(first, protocol);
      begin(second, protocol);
      return compare(steps, first, second, coverage);
    } catch (IOException e) {
      close();
      return new Difference(CONNECTION, "a connection broke: " + e);
    }
  }

  private static void begin(Wire wire, String protocol) throws IOException {
    wire.send(List.of("RESET"));
    wire.send(List.of("HELLO", protocol));
    wire.send(List.of("FLUSHALL"));
    for (int i = 0; i < 3; i++) {
      wire.read();
    }
  }

  private @Nullable Difference compare(List<Step> steps, Wire redis, Wire ours, Coverage coverage)
      throws IOException {
    List<List<String>> requests = steps.stream().flatMap(step -> step.requests().stream()).toList();
    for (List<String> request : requests) {
      redis.send(request);
      ours.send(request);
    }
    redis.flush();
    ours.flush();
    Transcript transcript = new Transcript(coverage);
    Difference difference = null;
    for (List<String> request : requests) {
      WireReply theirs = redis.read();
      WireReply our = ours.read();
      if (difference == null && !transcript.isOver()) {
        difference = transcript.add(request, theirs, our);
      }
    }
    if (difference == null && !transcript.isOver()) {
      difference = compareContents(requests, redis, ours);
    }
    return difference == null ? unknownFault(transcript, requests, redis) : difference;
  }

  private @Nullable Difference unknownFault(
      Transcript transcript, List<List<String>> requests, Wire redis) throws IOException {
    for (Exchange exchange : transcript.twoFaults()) {
      List<List<String>> before = requests.subList(0, requests.indexOf(exchange.request()));
      if (!secondFault.isKnownToRedis(redis, before, exchange)) {
        return Difference.of(exchange);
      }
    }
    return null;
  }

  private static @Nullable Difference compareContents(
      List<List<String>> requests, Wire redis, Wire ours) throws IOException {
    // A transaction may still be open.
    redis.call("DISCARD");
    ours.call("DISCARD");
    boolean sorts = requests.stream().anyMatch(Contents::sorts);
    Map<String, String> theirs = Contents.of(redis, sorts);
    Map<String, String> our = Contents.of(ours, sorts);
    if (theirs.keySet().equals(our.keySet())
        && theirs.keySet().stream().allMatch(key -> isSame(theirs.get(key), our.get(key)))) {
      return null;
    }
    StringBuilder text = new StringBuilder("the databases afterwards");
    StringBuilder kind = new StringBuilder("contents");
    for (String key : theirs.keySet()) {
      if (!isSame(theirs.get(key), our.get(key))) {
        text.append("%n  %s%n  redis %s%n  ours  %s".formatted(key, theirs.get(key), our.get(key)));
        kind.setLength("contents".length());
        kind.append(' ').append(theirs.get(key), 0, Math.min(20, theirs.get(key).length()));
      }
    }
    our.keySet().stream()
        .filter(key -> !theirs.containsKey(key))
        .forEach(key -> text.append("%n  %s only ours: %s".formatted(key, our.get(key))));
    return new Difference(kind.toString(), text.toString());
  }

  /// Strings may be as after SET.
  private static boolean isSame(@Nullable String redis, @Nullable String ours) {
    return Objects.equals(redis, ours)
        || redis != null && ours != null && Contents.asSet(redis).equals(Contents.asSet(ours));
  }

  @Override
  public void close() throws IOException {
    if (redis != null) {
      redis.close();
      redis = null;
    }
    if (ours != null) {
      ours.close();
      ours = null;
    }
  }
}
