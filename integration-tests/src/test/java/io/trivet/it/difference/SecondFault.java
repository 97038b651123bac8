package io.trivet.it.difference;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out whether a request has two faults, of which each server told one.
///
/// Redis is asked: the request is changed in one place after the other, and if Redis then tells the
/// fault that we told, it is one for both. What was found holds for all requests of that command
/// with the same two errors.
final class SecondFault {
  private static final List<String> OTHER_WORDS =
      List.of("1", "a", "0", "*", "u8", "[a", "MAX", "2", "-1", "LEFT", "(1", "k1");

  /// One key of each type, for what Redis looks at only if there is a key.
  private static final List<List<String>> KEYS =
      List.of(
          List.of("SET", "known:string", "1"),
          List.of("RPUSH", "known:list", "a"),
          List.of("HSET", "known:hash", "a", "1"),
          List.of("SADD", "known:set", "1"),
          List.of("ZADD", "known:zset", "1", "a"));

  private final Map<String, Boolean> known = new HashMap<>();

  /// Whether Redis knows our fault too.
  ///
  /// @param before what was said on the connection before the request
  boolean isKnownToRedis(Wire redis, List<List<String>> before, Exchange exchange)
      throws IOException {
    String kind = Difference.of(exchange).kind();
    Boolean answer = known.get(kind);
    if (answer == null) {
      answer = ask(redis, before, exchange);
      known.put(kind, answer);
    }
    return answer;
  }

  private static boolean ask(Wire redis, List<List<String>> before, Exchange exchange)
      throws IOException {
    List<List<String>> start = new ArrayList<>(before);
    start.add(List.of("DISCARD"));
    start.addAll(KEYS);
    answers(redis, start);
    List<List<String>> changed = new ArrayList<>(changed(exchange.request()));
    for (List<String> key : KEYS) {
      List<String> onKey = new ArrayList<>(exchange.request());
      onKey.set(Math.min(1, onKey.size() - 1), key.get(1));
      changed.addAll(changed(onKey));
      changed.add(onKey);
    }
    return answers(redis, changed).contains(exchange.ours())
        || answers(redis, changedTwice(exchange.request())).contains(exchange.ours());
  }

  private static Set<WireReply> answers(Wire redis, List<List<String>> requests)
      throws IOException {
    for (List<String> request : requests) {
      redis.send(request);
    }
    Set<WireReply> answers = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      answers.add(redis.read());
    }
    return answers;
  }

  /// The request without some words and with a number in the place of another.
  private static List<List<String>> changedTwice(List<String> request) {
    List<List<String>> changed = new ArrayList<>();
    for (int from = 1; from < request.size(); from++) {
      for (int to = from + 1; to <= request.size(); to++) {
        List<String> shorter = new ArrayList<>(request);
        shorter.subList(from, to).clear();
        for (int place = 1; place < shorter.size(); place++) {
          List<String> other = new ArrayList<>(shorter);
          other.set(place, OTHER_WORDS.getFirst());
          changed.add(other);
        }
      }
    }
    return changed;
  }

  /// The request without some words, or with another in the place of one or two.
  private static List<List<String>> changed(List<String> request) {
    List<List<String>> changed = new ArrayList<>();
    for (int from = 1; from < request.size(); from++) {
      for (int to = from + 1; to <= request.size(); to++) {
        List<String> shorter = new ArrayList<>(request);
        shorter.subList(from, to).clear();
        changed.add(shorter);
      }
      for (String word : OTHER_WORDS) {
        List<String> other = new ArrayList<>(request);
        other.set(from, word);
        changed.add(other);
        if (from + 1 < request.size()) {
          List<String> another = new ArrayList<>(other);
          another.set(from + 1, word);
          changed.add(another);
        }
      }
    }
    return changed;
  }
}
