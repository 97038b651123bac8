package io.trivet.it.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/// The writes of one connection, as a function of their number, and what they leave behind.
///
/// ```
/// number % 8     write, with round = number / 8
/// 0              SET    string:<round>  <round>
/// 1              INCR   counter
/// 2              RPUSH  list  <round>
/// 3              HSET   hash  <round>  <round>
/// 4              SADD   set   <round>
/// 5              ZADD   zset  <round>  <round>
/// 6              EXPIRE string:<round> in a day
/// 7              DEL    string:<round - KEPT>
/// ```
///
/// A connection's writes take effect in their order, so that after a crash the keys hold what the
/// first p writes left, p being at least the number acknowledged and at most the number sent.
///
/// @param prefix of all keys; no other sequence has it
record WriteSequence(String prefix) {
  private static final int KINDS = 8;
  private static final int KEPT = 50;
  private static final String A_DAY = "86400";
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
      case 4 -> send.apply(Command.SADD, words(prefix + "set", value));
      case 5 -> send.apply(Command.ZADD, words(prefix + "zset", value, value));
      case 6 -> send.apply(Command.EXPIRE, words(string(round), A_DAY));
      default -> send.apply(Command.DEL, words(string(round - KEPT)));
    };
  }

  /// What the server answers to that write, if all before it took effect: text as octets.
  Object reply(long number) {
    long round = number / KINDS;
    return switch ((int) (number % KINDS)) {
      case 0 -> "OK";
      case 1, 2 -> round + 1;
      case 7 -> round >= KEPT ? 1L : 0L;
      default -> 1L;
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

  /// What the keys of a sequence hold; the texts are in the order of the rounds.
  private record Found(
      long counter,
      List<String> list,
      List<String> hash,
      List<String> set,
      List<String> zset,
      List<String> strings,
      List<String> mortals) {
    String summary() {
      long present = strings.stream().filter(text -> !text.equals(NIL)).count();
      long mortal = mortals.stream().filter(text -> !text.equals(NIL)).count();
      return "counter %d, list of %d, hash of %d, set of %d, zset of %d, %d strings, %d of them expire"
          .formatted(counter, list.size(), hash.size(), set.size(), zset.size(), present, mortal);
    }
  }

  private Found find(Jedis jedis, long sent) {
    String counter = jedis.get(prefix + "counter");
    String[] keys = strings(sent);
    List<Tuple> zset = jedis.zrangeWithScores(prefix + "zset", 0, -1);
    return new Found(
        counter == null ? 0 : Long.parseLong(counter),
        jedis.lrange(prefix + "list", 0, -1),
        byNumber(jedis.hgetAll(prefix + "hash").entrySet(), e -> e.getKey() + "=" + e.getValue()),
        byNumber(jedis.smembers(prefix + "set"), Function.identity()),
        zset.stream().map(e -> e.getElement() + "=" + (long) e.getScore()).toList(),
        jedis.mget(keys).stream().map(value -> value == null ? NIL : value).toList(),
        mortals(jedis, keys));
  }

  private Found expected(long count, long sent) {
    long deleted = Math.max(0, done(count, 7) - KEPT);
    long end = done(sent, 0) + 1;
    return new Found(
        done(count, 1),
        values(0, done(count, 2), done(count, 2)),
        values(0, done(count, 3), done(count, 3)).stream().map(v -> v + "=" + v).toList(),
        values(0, done(count, 4), done(count, 4)),
        values(0, done(count, 5), done(count, 5)).stream().map(v -> v + "=" + v).toList(),
        values(deleted, done(count, 0), end),
        values(deleted, done(count, 6), end));
  }

  /// For each key its number if it will expire, "nil" if not.
  private static List<String> mortals(Jedis jedis, String[] keys) {
    List<Response<Long>> answers = new ArrayList<>();
    try (Pipeline pipeline = jedis.pipelined()) {
      for (String key : keys) {
        answers.add(pipeline.ttl(key));
      }
    }
    return LongStream.range(0, keys.length)
        .mapToObj(i -> answers.get((int) i).get() > 0 ? Long.toString(i) : NIL)
        .toList();
  }

  /// As texts, in the order of the numbers with which they begin.
  private static <T> List<String> byNumber(Iterable<T> entries, Function<T, String> text) {
    List<String> texts = new ArrayList<>();
    entries.forEach(entry -> texts.add(text.apply(entry)));
    texts.sort((a, b) -> Long.compare(number(a), number(b)));
    return texts;
  }

  private static long number(String text) {
    int end = text.indexOf('=');
    return Long.parseLong(end < 0 ? text : text.substring(0, end));
  }

  /// The numbers up to `end` as texts, "nil" for those that are not in [from, to).
  private static List<String> values(long from, long to, long end) {
    return LongStream.range(0, end)
        .mapToObj(round -> round >= from && round < to ? Long.toString(round) : NIL)
        .toList();
  }

  /// How many of the first `count` writes are of a kind.
  private static long done(long count, int kind) {
    return (count + KINDS - 1 - kind) / KINDS;
  }

  private static String difference(Found found, Found expected) {
    return expected.summary() + "; found " + found.summary();
  }

  private String[] strings(long sent) {
    return LongStream.range(0, done(sent, 0) + 1).mapToObj(this::string).toArray(String[]::new);
  }

  private String string(long round) {
    return prefix + "string:" + round;
  }

  private static String[] words(String... words) {
    return words;
  }
}
