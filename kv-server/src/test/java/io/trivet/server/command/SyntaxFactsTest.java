package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import io.trivet.server.reply.CommandError;
import io.trivet.server.resp.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which requests are refused, with which words, and which keys they have, as redis-server 7.0.15
/// has it.
final class SyntaxFactsTest {
  private static final CommandTable TABLE = CommandTable.of(SampleCommands.all());

  private static final List<String> REQUESTS =
      List.of(
          "GET",
          "GET a b",
          "get a",
          "INCRBY a",
          "INCRBY a x",
          "INCRBY a +1",
          "INCRBY a 1 2",
          "INCRBY a 9223372036854775808",
          "ZADD z 1",
          "ZADD z 1 a",
          "ZADD z NX 1 a",
          "ZADD z nx 1",
          "ZADD z NX XX 1 a",
          "ZADD z XX NX CH 1 a",
          "ZADD z NX NX 1 a",
          "ZADD z GT LT 1 a",
          "ZADD z INCR x",
          "ZADD z INCR CH",
          "ZADD z NX CH INCR",
          "ZADD z x a",
          "ZADD z 1 a x",
          "ZADD z 1 a x b",
          "ZADD z CH 1 a CH b",
          "ZADD z NX XX 1",
          "ZADD z NX XX x a",
          "ZADD z nan a",
          "ZADD z inf a",
          "SET a b",
          "SET a b EX",
          "SET a b EX x",
          "SET a b EX 10",
          "SET a b EX 10 PX 10",
          "SET a b EX 10 KEEPTTL",
          "SET a b KEEPTTL KEEPTTL",
          "SET a b NX XX",
          "SET a b NX GET EX 5",
          "SET a b ex 10 nx",
          "SET a b FOO",
          "SET a b EX 1 EX 2",
          "SET a b EX NX",
          "MSET",
          "MSET a",
          "MSET a b",
          "MSET a b c",
          "MSET a b c d",
          "DEL",
          "DEL a b c",
          "HSET h f",
          "HSET h f v",
          "HSET h f v g",
          "BLPOP a",
          "BLPOP a x",
          "BLPOP a -1",
          "BLPOP a b 0.001",
          "BLPOP a nan",
          "LMPOP 0 a LEFT",
          "LMPOP x a LEFT",
          "LMPOP 2 a LEFT",
          "LMPOP 1 a LEFT",
          "LMPOP 1 a UP",
          "LMPOP 1 a LEFT COUNT",
          "LMPOP 1 a LEFT COUNT 0",
          "LMPOP 1 a LEFT COUNT x",
          "LMPOP 1 a LEFT COUNT 2",
          "LMPOP 1 a LEFT FOO",
          "LMPOP -1 a LEFT",
          "LMPOP 9999999999 a LEFT",
          "LMPOP 2 a b left",
          "LINSERT l BEFORE a b",
          "LINSERT l after a b",
          "LINSERT l UP a b",
          "LINSERT l BEFORE a",
          "LINSERT l BEFORE a b c",
          "LPOS l a RANK",
          "LPOS l a RANK 1 COUNT 2",
          "LPOS l a COUNT -1",
          "LPOS l a MAXLEN -1",
          "LPOS l a COUNT x",
          "LPOS l a FOO 1",
          "ZUNION 0 a",
          "ZUNION x a",
          "ZUNION 2 a",
          "ZUNION 1 a",
          "ZUNION 2 a b WEIGHTS 1",
          "ZUNION 2 a b WEIGHTS 1 2",
          "ZUNION 2 a b WEIGHTS 1 x",
          "ZUNION 2 a b AGGREGATE",
          "ZUNION 2 a b AGGREGATE FOO",
          "ZUNION 2 a b AGGREGATE MAX WEIGHTS 1 2 WITHSCORES",
          "ZUNION 1 a b",
          "ZUNION -5 a",
          "ZUNION 2 a b WITHSCORES FOO",
          "ZUNIONSTORE d 0 a",
          "ZUNIONSTORE d 2 a b",
          "XREAD STREAMS a 0",
          "XREAD STREAMS a b 0 0",
          "XREAD COUNT 1 STREAMS a 0",
          "XREAD COUNT STREAMS a 0",
          "XREAD COUNT x STREAMS a 0",
          "XREAD STREAMS",
          "XREAD COUNT 1 BLOCK 1",
          "XREAD BLOCK -1 STREAMS a 0",
          "XREAD BLOCK x STREAMS a 0",
          "XREAD FOO 1 STREAMS a 0",
          "XADD s * f v",
          "XADD s * f",
          "XADD s * f v g",
          "XADD s NOMKSTREAM * f v",
          "XADD s MAXLEN 5 * f v",
          "XADD s MAXLEN = 5 * f v",
          "XADD s MAXLEN ~ 5 LIMIT 3 * f v",
          "XADD s MAXLEN ~ 5 LIMIT x * f v",
          "XADD s MAXLEN ~ 5 NOMKSTREAM * f v",
          "XADD s MAXLEN",
          "XADD s MAXLEN 5 MINID 1 * f v",
          "ZUNION 2 a b AGGREGATE MIN AGGREGATE MAX",
          "XPENDING s g",
          "XPENDING s g - + 10",
          "XPENDING s g IDLE 5 - + 10 c",
          "XPENDING s g -",
          "XPENDING s g - + x",
          "XPENDING s g IDLE 5",
          "XPENDING s g IDLE x - + 1",
          "SORT l",
          "SORT l BY",
          "SORT l BY x LIMIT 0 1 GET a GET b DESC ALPHA",
          "SORT l LIMIT 0",
          "SORT l LIMIT x 1",
          "SORT l LIMIT 0 x",
          "SORT l ASC DESC",
          "SORT l STORE d",
          "SORT l STORE",
          "SORT l BY store STORE d",
          "SORT l FOO",
          "GEORADIUS g 1 2 3 m",
          "GEORADIUS g 1 2 3 M WITHDIST",
          "GEORADIUS g x 2 3 m",
          "GEORADIUS g 1 2 3 m COUNT 1 ANY",
          "GEORADIUS g 1 2 3 m COUNT 1 STORE d",
          "GEORADIUS g 1 2 3 m STOREDIST d",
          "EVAL return 0",
          "EVAL return",
          "EVAL return 5 a",
          "EVAL return -1",
          "EVAL return y",
          "BITFIELD b",
          "BITFIELD b GET u8 0",
          "BITFIELD b SET u8 0",
          "BITFIELD b SET u8 0 1",
          "BITFIELD b OVERFLOW",
          "BITFIELD b OVERFLOW SAT SET u8 0 1 GET u8 0",
          "BITFIELD b FOO",
          "BITFIELD b GET u8 0 FOO",
          "LPOP l",
          "LPOP l 2",
          "LPOP l -1",
          "LPOP l x",
          "LPOP l 1 2",
          "OBJECT",
          "OBJECT ENCODING",
          "OBJECT encoding a",
          "OBJECT ENCODING a b",
          "OBJECT FOO",
          "OBJECT FOO a b",
          "FOO",
          "FOO a b",
          "FOO aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
              + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b c",
          "GETX",
          "GE",
          "AUTH",
          "HELLO x");

  /// Requests to which we say something else, with the reason.
  private static final Map<String, String> DIFFERENCES =
      Map.of("XREAD COUNT STREAMS a 0", "numbers are looked at when the structure has been found");

  @Test
  void refusesWhatRedisRefusesInTheSameWords() throws Exception {
    List<String> unexplained = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (List<String> row : FactTable.read("syntax", SyntaxFactsTest::askErrors)) {
      String ours = ours(row.get(0));
      if (ours.equals(row.get(1))) {
        continue;
      }
      different.add(row.get(0));
      if (!DIFFERENCES.containsKey(row.get(0))) {
        unexplained.add(row.get(0) + "\n    redis " + row.get(1) + "\n    we    " + ours);
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(different).containsExactlyInAnyOrderElementsOf(DIFFERENCES.keySet());
  }

  @Test
  void findsTheKeysThatRedisFinds() throws Exception {
    for (List<String> row : FactTable.read("getkeys", SyntaxFactsTest::askKeys)) {
      Request request = Request.of(row.get(0).split(" "));
      CommandSpec spec = TABLE.find(request);
      if (spec == null || row.get(1).startsWith("ERR")) {
        continue;
      }
      KeyPositions found = new KeyPositions();
      assertThat(spec.keys(request, found)).as(row.get(0)).isTrue();
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < found.count(); i++) {
        keys.add(request.word(found.word(i)).toString());
      }
      assertThat(keys).as(row.get(0)).hasToString(row.get(1));
    }
  }

  private static String ours(String line) {
    Request request = Request.of(line.split(" "));
    CommandSpec spec = TABLE.find(request);
    if (spec == null) {
      return TABLE.unknown(request).text();
    }
    try {
      spec.parse(request);
      return "ok";
    } catch (CommandError e) {
      return e.text();
    }
  }

  private static List<List<String>> askErrors(RedisServer server)
      throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (String request : REQUESTS) {
        redis.ask("FLUSHALL");
        redis.ask("RPUSH", "l", "1");
        String reply = redis.ask(request.split(" "));
        boolean isSyntax = reply.startsWith("ERR") && !reply.contains("hash slot");
        rows.add(List.of(request, isSyntax ? reply : "ok"));
      }
    }
    return rows;
  }

  private static List<List<String>> askKeys(RedisServer server)
      throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (List<String> row : askErrors(server)) {
        if (row.get(1).equals("ok")) {
          List<String> words = new ArrayList<>(List.of("COMMAND", "GETKEYS"));
          words.addAll(Arrays.asList(row.get(0).split(" ")));
          rows.add(List.of(row.get(0), redis.ask(words.toArray(new String[0]))));
        }
      }
    }
    return rows;
  }
}
