package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trivet.server.reply.CommandError;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Any words to any sample command: nothing but a [CommandError] comes out, every argument of an
/// accepted call can be read, every word belongs to exactly one argument, and the keys found before
/// parsing are those that the handler reads.
///
/// `RequestDecoderFuzzTest` tells how to search.
final class CallParserFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "0",
          "1",
          "2",
          "3",
          "-1",
          "1.5",
          "x",
          "NX",
          "XX",
          "GT",
          "LT",
          "CH",
          "INCR",
          "EX",
          "PX",
          "KEEPTTL",
          "GET",
          "SET",
          "LEFT",
          "right",
          "COUNT",
          "STREAMS",
          "BLOCK",
          "NOACK",
          "GROUP",
          "MAXLEN",
          "MINID",
          "=",
          "~",
          "LIMIT",
          "IDLE",
          "FORCE",
          "JUSTID",
          "BY",
          "ASC",
          "DESC",
          "ALPHA",
          "STORE",
          "WEIGHTS",
          "AGGREGATE",
          "SUM",
          "WITHSCORES",
          "m",
          "STOREDIST",
          "ANY",
          "OVERFLOW",
          "SAT",
          "u8",
          "BEFORE",
          "AUTH",
          "SETNAME",
          "RANK",
          "MAXLEN",
          "");

  /// Options eat words that the arity had counted: `ZADD z INCR x`.
  @Test
  void randomWordsAreParsedOrRefused() {
    SplittableRandom random = new SplittableRandom(13);
    List<CommandSpec> specs = SampleCommands.all();
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      CommandSpec spec = specs.get(random.nextInt(specs.size()));
      List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8(spec.name())));
      for (int i = random.nextInt(9); i > 0; i--) {
        words.add(Bytes.utf8(WORDS.get(random.nextInt(WORDS.size()))));
      }
      accepted += check(spec, words) ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(10_000);
  }

  /// The first byte names the command; each further one a word.
  @FuzzTest(maxDuration = "60s")
  void anyWordsAreParsedOrRefused(byte[] input) {
    if (input.length == 0) {
      return;
    }
    List<CommandSpec> specs = SampleCommands.all();
    CommandSpec spec = specs.get((input[0] & 0xFF) % specs.size());
    List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8(spec.name())));
    for (int i = 1; i < input.length; i++) {
      words.add(Bytes.utf8(WORDS.get((input[i] & 0xFF) % WORDS.size())));
    }
    check(spec, words);
  }

  /// Whether the words are accepted.
  private static boolean check(CommandSpec spec, List<Bytes> words) {
    Request request = Request.of(words);
    KeyPositions early = new KeyPositions();
    boolean hasKeys = spec.acceptsCount(words.size()) && spec.keys(request, early);
    Call call;
    try {
      call = spec.parse(request);
    } catch (CommandError e) {
      return false;
    }
    if (spec.isContainer()) {
      return true;
    }
    assertThat(hasKeys).as("%s", words).isTrue();
    KeyPositions late = new KeyPositions();
    spec.keys(call, late);
    assertThat(positions(late)).as("%s", words).isEqualTo(positions(early));
    WordsUsed used = new WordsUsed(words.size());
    used.add(call, spec.scope());
    assertThat(used.keys()).as("%s", words).containsExactlyInAnyOrderElementsOf(positions(early));
    used.checkEachOnce(words);
    return true;
  }

  private static List<Integer> positions(KeyPositions found) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      positions.add(found.word(i));
    }
    return positions;
  }
}
