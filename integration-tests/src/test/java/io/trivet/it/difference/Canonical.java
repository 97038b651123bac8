package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;
import io.trivet.it.wire.WireReply.Aggregate;
import io.trivet.it.wire.WireReply.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether two replies say the same, where a command does not promise every byte: the order of what
/// has none, random choices, cursors, time that goes on, digits of a score.
final class Canonical {
  private static final long TTL_TOLERANCE_MS = 5_000;
  private static final long IDLE_TOLERANCE_S = 60;
  private static final String FIRST_CURSOR = "0";

  private static final Set<String> UNORDERED =
      Set.of("smembers", "sunion", "sinter", "sdiff", "hkeys", "hvals", "keys");
  private static final Set<String> RANDOM =
      Set.of("srandmember", "spop", "hrandfield", "zrandmember", "randomkey");

  private Canonical() {}

  static boolean isSame(Exchange exchange) {
    WireReply redis = exchange.redis();
    WireReply ours = exchange.ours();
    if (redis.equals(ours)) {
      return true;
    }
    if (redis.type() != ours.type() || redis.isError()) {
      return false;
    }
    return switch (exchange.command()) {
      case "hgetall" -> pairs(redis).equals(pairs(ours));
      case "scan", "sscan" -> isSamePage(exchange, false);
      case "hscan", "zscan" -> isSamePage(exchange, true);
      case "ttl", "expiretime" -> isNear(redis, ours, TTL_TOLERANCE_MS / 1000);
      case "pttl", "pexpiretime" -> isNear(redis, ours, TTL_TOLERANCE_MS);
      case "object" -> exchange.word(1).equals("IDLETIME") && isNear(redis, ours, IDLE_TOLERANCE_S);
      case "sort", "sort_ro" -> isUnsorted(exchange) && isSameUnsorted(exchange);
      default -> {
        if (UNORDERED.contains(exchange.command())) {
          yield texts(redis).equals(texts(ours));
        }
        yield RANDOM.contains(exchange.command())
            ? isChoice(exchange)
            : exchange.command().contains("z") && isSameButDigits(redis, ours);
      }
    };
  }

  /// The elements, sorted by their texts.
  static List<String> texts(WireReply reply) {
    return reply.children().stream().map(WireReply::toString).sorted().toList();
  }

  /// Pairs of elements, sorted by their texts.
  static List<String> pairs(WireReply reply) {
    List<String> pairs = new ArrayList<>();
    List<WireReply> words = reply.children();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      pairs.add(words.get(i) + " " + words.get(i + 1));
    }
    pairs.sort(null);
    return pairs;
  }

  /// Pages are compared only if both are the whole: a cursor says nothing to anybody else.
  private static boolean isSamePage(Exchange exchange, boolean hasPairs) {
    List<WireReply> redis = exchange.redis().children();
    List<WireReply> ours = exchange.ours().children();
    if (redis.size() != 2 || ours.size() != 2) {
      return false;
    }
    boolean isWhole =
        exchange.request().contains(FIRST_CURSOR)
            && redis.getFirst().text().equals(FIRST_CURSOR)
            && ours.getFirst().text().equals(FIRST_CURSOR);
    return !isWhole
        || (hasPairs
            ? numberPairs(redis.getLast()).equals(numberPairs(ours.getLast()))
            : texts(redis.getLast()).equals(texts(ours.getLast())));
  }

  private static List<String> numberPairs(WireReply reply) {
    List<String> pairs = new ArrayList<>();
    List<WireReply> words = reply.children();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      pairs.add(words.get(i) + " " + numberText(words.get(i + 1)));
    }
    pairs.sort(null);
    return pairs;
  }

  private static String numberText(WireReply reply) {
    try {
      // Without the sign of zero, which Redis drops from a score while the set is small.
      return Double.toString(Double.parseDouble(reply.text()) + 0.0);
    } catch (NumberFormatException e) {
      return reply.toString();
    }
  }

  private static boolean isNear(WireReply redis, WireReply ours, long tolerance) {
    if (!(redis instanceof Leaf first && ours instanceof Leaf second && first.type() == ':')) {
      return false;
    }
    long a = Long.parseLong(first.text());
    long b = Long.parseLong(second.text());
    return a >= 0 && b >= 0 && Math.abs(a - b) <= tolerance;
  }

  /// `BY nosort` leaves the order of a set as it is, `BY x* ALPHA` that of elements whose keys hold
  /// the same, and ALPHA that of what differs behind a NUL only.
  static boolean isUnsorted(Exchange exchange) {
    return exchange.command().startsWith("sort")
        && (exchange.has("BY")
            || exchange.has("ALPHA") && (hasNul(exchange.redis()) || hasNul(exchange.ours())));
  }

  private static boolean hasNul(WireReply reply) {
    return reply.children().stream().anyMatch(element -> element.text().indexOf('\0') >= 0);
  }

  private static boolean isSameUnsorted(Exchange exchange) {
    return exchange.has("LIMIT")
        ? exchange.redis().children().size() == exchange.ours().children().size()
        : texts(exchange.redis()).equals(texts(exchange.ours()));
  }

  /// As many as Redis chose, in the same form, and all of them among what there is.
  private static boolean isChoice(Exchange exchange) {
    return isSameForm(exchange.redis(), exchange.ours())
        && isAmong(exchange.redis(), exchange.choices().getFirst())
        && isAmong(exchange.ours(), exchange.choices().getLast());
  }

  private static boolean isSameForm(WireReply redis, WireReply ours) {
    List<WireReply> first = redis.children();
    List<WireReply> second = ours.children();
    if (redis.type() != ours.type()
        || redis.isNil() != ours.isNil()
        || first.size() != second.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!isSameForm(first.get(i), second.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmong(WireReply chosen, WireReply all) {
    Set<String> known = new HashSet<>();
    collect(all, known);
    Set<String> named = new HashSet<>();
    collect(chosen, named);
    return known.containsAll(named);
  }

  private static void collect(WireReply reply, Set<String> texts) {
    if (reply instanceof Leaf leaf) {
      texts.add(leaf.text());
    }
    reply.children().forEach(child -> collect(child, texts));
  }

  /// Redis 7.0 prints seventeen digits of a score, we the shortest that are the same number.
  private static boolean isSameButDigits(WireReply redis, WireReply ours) {
    if (redis instanceof Leaf && ours instanceof Leaf) {
      return redis.equals(ours)
          || redis.type() == ours.type()
              && "$,".indexOf(redis.type()) >= 0
              && numberText(redis).equals(numberText(ours));
    }
    if (!(redis instanceof Aggregate(char type, List<WireReply> first)
        && ours instanceof Aggregate(char otherType, List<WireReply> second)
        && type == otherType
        && first.size() == second.size())) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!isSameButDigits(first.get(i), second.get(i))) {
        return false;
      }
    }
    return true;
  }
}
