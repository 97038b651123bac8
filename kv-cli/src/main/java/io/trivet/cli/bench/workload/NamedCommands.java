package io.trivet.cli.bench.workload;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The commands that have a name of their own on the command line. Those on strings share their
/// keys, so that `set` fills what `get` reads; every other type prefixes its keys and stays apart.
public final class NamedCommands {
  private static final int KEYS_OF_MANY = 10;

  private static final SortedMap<String, String> TEXTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ping", "PING"),
              Map.entry("get", "GET {key}"),
              Map.entry("set", "SET {key} {value}"),
              Map.entry("setex", "SET {key} {value} EX 3600"),
              Map.entry("getset", "SET {key} {value} GET"),
              Map.entry("del", "DEL {key}"),
              Map.entry("exists", "EXISTS {key}"),
              Map.entry("expire", "EXPIRE {key} 3600"),
              Map.entry("mget", "MGET" + " {key}".repeat(KEYS_OF_MANY)),
              Map.entry("mset", "MSET" + " {key} {value}".repeat(KEYS_OF_MANY)),
              Map.entry("incr", "INCR n:{key}"),
              Map.entry("lpush", "LPUSH l:{key} {value}"),
              Map.entry("rpush", "RPUSH l:{key} {value}"),
              Map.entry("lpop", "LPOP l:{key}"),
              Map.entry("rpop", "RPOP l:{key}"),
              Map.entry("lrange", "LRANGE l:{key} 0 99"),
              Map.entry("sadd", "SADD s:{key} {random}"),
              Map.entry("spop", "SPOP s:{key}"),
              Map.entry("sismember", "SISMEMBER s:{key} {random}"),
              Map.entry("hset", "HSET h:{key} f{random} {value}"),
              Map.entry("hget", "HGET h:{key} f{random}"),
              Map.entry("hgetall", "HGETALL h:{key}"),
              Map.entry("zadd", "ZADD z:{key} {random} m{random}"),
              Map.entry("zscore", "ZSCORE z:{key} m{random}"),
              Map.entry("zrange", "ZRANGE z:{key} 0 99"),
              Map.entry("zpopmin", "ZPOPMIN z:{key}"),
              Map.entry("xadd", "XADD x:{key} * f {value}")));

  private NamedCommands() {}

  /// The names in alphabetical order, with commas between.
  public static String names() {
    return String.join(", ", TEXTS.keySet());
  }

  /// The text behind a name.
  ///
  /// @throws IllegalArgumentException if there is no such name; the message lists those there are
  static String text(String name) {
    String text = TEXTS.get(name.toLowerCase(Locale.ROOT));
    if (text == null) {
      throw new IllegalArgumentException("no command named '" + name + "'; named are " + names());
    }
    return text;
  }
}
