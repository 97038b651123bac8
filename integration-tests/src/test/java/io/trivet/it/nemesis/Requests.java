package io.trivet.it.nemesis;

import io.trivet.it.history.Call;
import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// The calls of a history as requests to a server, and its replies as the history writes them.
///
/// A transaction is sent word by word: were MULTI refused while the rest is on its way, that would
/// be done without it.
final class Requests {
  private static final int DATABASES = 15;

  private Requests() {}

  /// Sends one call and reads its reply.
  ///
  /// @throws Refused if nothing happened and nothing will
  /// @throws IOException if it may have happened
  static String perform(Wire wire, Call call) throws IOException, Refused {
    String key = call.key();
    return switch (call.verb()) {
      case APPEND -> text(wire, "RPUSH", key, call.value());
      case READ -> list(ask(wire, "LRANGE", key, "0", "-1"));
      case APPEND_BOTH -> {
        List<WireReply> both = transaction(wire, key, "RPUSH", call.value());
        yield both.get(0).text() + "|" + both.get(1).text();
      }
      case READ_BOTH -> {
        List<WireReply> both = transaction(wire, key, "LRANGE", "0", "-1");
        yield list(both.get(0)) + "|" + list(both.get(1));
      }
      case SWAP -> inDatabase(wire, key, "SET", key, call.value(), "GET");
      case GET -> inDatabase(wire, key, "GET", key);
      case INCR -> text(wire, "INCR", key);
      case DEL -> text(wire, "DEL", key);
      case FLUSH -> inDatabase(wire, key, "FLUSHDB");
      case MORTAL -> {
        String[] parts = call.value().split(":");
        yield text(wire, "SET", key, parts[0], "PX", parts[1]);
      }
    };
  }

  /// Keys named `flush:N` stand alone in the database N modulo 15, plus 1.
  private static String inDatabase(Wire wire, String key, String... words)
      throws IOException, Refused {
    if (!key.startsWith("flush:")) {
      return text(wire, words);
    }
    long number = Long.parseLong(key.substring(key.indexOf(':') + 1));
    ask(wire, "SELECT", Long.toString(1 + number % DATABASES));
    String reply = text(wire, words);
    ask(wire, "SELECT", "0");
    return reply;
  }

  private static List<WireReply> transaction(Wire wire, String key, String verb, String... more)
      throws IOException, Refused {
    ask(wire, "MULTI");
    for (String half : List.of("a", "b")) {
      String[] words = new String[more.length + 2];
      words[0] = verb;
      words[1] = "{" + key + "}" + half;
      System.arraycopy(more, 0, words, 2, more.length);
      ask(wire, words);
    }
    List<WireReply> replies = ask(wire, "EXEC").children();
    if (replies.size() != 2 || replies.stream().anyMatch(WireReply::isError)) {
      throw new StrangeReplyException("EXEC answered " + replies);
    }
    return replies;
  }

  private static WireReply ask(Wire wire, String... words) throws IOException, Refused {
    WireReply reply = wire.call(words);
    if (reply.isError() && Refused.isDefinite(reply.text())) {
      throw new Refused(reply.text());
    }
    if (reply.isError()) {
      throw new StrangeReplyException(words[0] + " answered " + reply.text());
    }
    return reply;
  }

  private static String text(Wire wire, String... words) throws IOException, Refused {
    WireReply reply = ask(wire, words);
    return reply.isNil() ? "nil" : reply.text();
  }

  private static String list(WireReply reply) {
    return reply.children().stream()
        .map(WireReply::text)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
