package io.trivet.it.durability;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/// The writes of one connection, as a function of their number, and what they leave behind.
///
/// ```
/// number % 5     write, with round = number / 5
/// 0              SET    string:<round>  <round>
/// 1              INCR   counter
/// 2              RPUSH  list  <round>
/// 3              HSET   hash  <round>  <round>
/// 4              DEL    string:<round - KEPT>
/// ```
///
/// A connection's writes take effect in their order, so that after a crash the keys hold what the
/// first p writes left, p being at least the number acknowledged and at most the number sent.
///
/// @param prefix of all keys; no other sequence has it
record WriteSequence(String prefix) {
  private static final int KINDS = 5;
  private static final int KEPT = 50;
  private static final String NIL = "nil";

  /// Write number `number`, given to whatever sends commands.
  <T> T write(long number, BiFunction<Command, String[], T> send) {
    long round = number / KINDS;
    String value = Long.toString(round);
    return switch ((int) (number % KINDS)) {
      case 0 -> send.apply(Command.SET, words(string(round), value));
      case 1 -> send.apply(Command.INCR, words(prefix + "counter"));
      case 2 -> send.apply(Command.RPUSH, words(prefix + "list", value));
      case 3 -> send.apply(Command.HSET, words(prefix + "hash", value, value));
      default -> send.apply(Command.DEL, words(string(round - KEPT)));
    };
  }

  /// What the server answers to that write, if all before it took effect: text as octets.
  Object reply(long number) {
    long round = number / KINDS;
    return switch ((int) (number % KINDS)) {
      case 0 -> "OK";
      case 1, 2 -> round + 1;
      case 3 -> 1L;
      default -> round >= KEPT ? 1L : 0L;
    };
  }

  /// How many of the first writes the server's keys show. Keys that no such number explains are
  /// told as an AssertionError.
  ///
  /// @param acknowledged writes whose reply was read; fewer than these on the server is a loss
  /// @param sent writes that may have taken effect
  /// @return a number from `acknowledged` to `sent`, or less if writes were lost
  long survivors(Jedis jedis, long acknowledged, long sent) {
    Found found = find(jedis, sent);
    for (long count = sent; count >= 0; count--) {
      if (found.equals(expected(count, sent))) {
        return count;
      }
    }
    throw new AssertionError(
        "%s: no number of writes leaves what was found; acknowledged %d, sent %d; expected %s"
            .formatted(
                prefix, acknowledged, sent, difference(found, expected(acknowledged, sent))));
  }

  /// What the keys of a sequence hold.
  private record Found(
      long counter, List<String> list, long hashFields, List<String> hash, List<String> strings) {
    String summary() {
      long present = strings.stream().filter(text -> !text.equals(NIL)).count();
      return "counter %d, list of %d, %d fields, %d strings"
          .formatted(counter, list.size(), hashFields, present);
    }
  }

  private Found find(Jedis jedis, long sent) {
    String counter = jedis.get(prefix + "counter");
    String[] rounds = rounds(sent);
    return new Found(
        counter == null ? 0 : Long.parseLong(counter),
        jedis.lrange(prefix + "list", 0, -1),
        jedis.hlen(prefix + "hash"),
        texts(jedis.hmget(prefix + "hash", rounds)),
        texts(jedis.mget(strings(rounds))));
  }

  private Found expected(long count, long sent) {
    long deleted = Math.max(0, done(count, 4) - KEPT);
    return new Found(
        done(count, 1),
        values(0, done(count, 2), done(count, 2)),
        done(count, 3),
        values(0, done(count, 3), roundsOf(sent)),
        values(deleted, done(count, 0), roundsOf(sent)));
  }

  /// The numbers up to `end` as texts, "nil" for those that are not in [from, to).
  private static List<String> values(long from, long to, long end) {
    return LongStream.range(0, end)
        .mapToObj(round -> round >= from && round < to ? Long.toString(round) : NIL)
        .toList();
  }

  private static List<String> texts(List<String> values) {
    return values.stream().map(value -> value == null ? NIL : value).toList();
  }

  /// How many of the first `count` writes are of a kind.
  private static long done(long count, int kind) {
    return (count + KINDS - 1 - kind) / KINDS;
  }

  private static long roundsOf(long sent) {
    return done(sent, 0) + 1;
  }

  private static String[] rounds(long sent) {
    return LongStream.range(0, roundsOf(sent)).mapToObj(Long::toString).toArray(String[]::new);
  }

  private static String difference(Found found, Found expected) {
    return expected.summary() + "; found " + found.summary();
  }

  private String[] strings(String[] rounds) {
    return Arrays.stream(rounds).map(round -> prefix + "string:" + round).toArray(String[]::new);
  }

  private String string(long round) {
    return prefix + "string:" + round;
  }

  private static String[] words(String... words) {
    return words;
  }
}
