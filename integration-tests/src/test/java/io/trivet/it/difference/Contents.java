package io.trivet.it.difference;

import io.trivet.it.wire.Quoted;
import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that a server holds in the first databases, as texts that can be compared: type, encoding,
/// value, and whether it expires. The encoding of a list is left out: 7.2 has packed ones, 7.0 has
/// not.
final class Contents {
  private static final List<String> DATABASES = List.of("0", "1", "2");

  private Contents() {}

  /// Whether a request is SORT, by which Redis unpacks a sorted set although it only reads it.
  static boolean sorts(List<String> request) {
    return request.getFirst().regionMatches(true, 0, "SORT", 0, "SORT".length());
  }

  /// A line for each key.
  ///
  /// @param isAfterSort whether the encodings of sorted sets say nothing
  static Map<String, String> of(Wire wire, boolean isAfterSort) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String database : DATABASES) {
      wire.send(List.of("SELECT", database));
      wire.send(List.of("KEYS", "*"));
      wire.read();
      List<String> keys = wire.read().children().stream().map(WireReply::text).toList();
      List<String> types = types(wire, keys);
      List<String> values = values(wire, keys, types, isAfterSort);
      for (int i = 0; i < keys.size(); i++) {
        contents.put(database + " " + Quoted.of(keys.get(i)), values.get(i));
      }
    }
    return contents;
  }

  private static List<String> types(Wire wire, List<String> keys) throws IOException {
    for (String key : keys) {
      wire.send(List.of("TYPE", key));
    }
    List<String> types = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      types.add(wire.read().text());
    }
    return types;
  }

  private static List<String> values(
      Wire wire, List<String> keys, List<String> types, boolean isAfterSort) throws IOException {
    for (int i = 0; i < keys.size(); i++) {
      wire.send(List.of("OBJECT", "ENCODING", keys.get(i)));
      wire.send(List.of("PTTL", keys.get(i)));
      wire.send(question(types.get(i), keys.get(i)));
    }
    List<String> values = new ArrayList<>();
    for (String type : types) {
      String encoding = wire.read().text();
      String expires = wire.read().text().equals("-1") ? "" : " expires";
      WireReply value = wire.read();
      boolean isTold = !type.equals("list") && !(type.equals("zset") && isAfterSort);
      values.add(type + " " + (isTold ? encoding : "") + expires + " " + value(type, value));
    }
    return values;
  }

  /// What is left of a line of a string when its encoding is what SET would have given it: Redis
  /// names that of INCRBYFLOAT's and BITOP's results after how they came about.
  static String asSet(String line) {
    return line.replaceFirst("^string (int|embstr|raw) ", "string ");
  }

  private static List<String> question(String type, String key) {
    return switch (type) {
      case "list" -> List.of("LRANGE", key, "0", "-1");
      case "hash" -> List.of("HGETALL", key);
      case "set" -> List.of("SMEMBERS", key);
      case "zset" -> List.of("ZRANGE", key, "0", "-1");
      default -> List.of("GET", key);
    };
  }

  private static String value(String type, WireReply reply) {
    return switch (type) {
      case "hash" -> Canonical.pairs(reply).toString();
      case "set" -> Canonical.texts(reply).toString();
      default -> reply.toString();
    };
  }
}
