package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/// What handlers read from calls. What is refused is held against a real server by
/// [SyntaxFactsTest].
final class CallTest {

  @Test
  void readsArgumentsThroughTheirConstants() {
    Call call = parse(SampleCommands.INCRBY, "incrby k -17");
    assertThat(call.get(SampleCommands.KEY)).hasToString("k");
    assertThat(call.get(SampleCommands.INCREMENT)).isEqualTo(-17);
    assertThat(call.spec()).isSameAs(SampleCommands.INCRBY);
  }

  @Test
  void readsOptionsInAnyOrder() {
    Call call = parse(SampleCommands.ZADD, "ZADD z incr CH gt xx 1.5 a");
    assertThat(call.get(SampleCommands.CONDITION)).isEqualTo(SampleCommands.Condition.XX);
    assertThat(call.get(SampleCommands.COMPARISON)).isEqualTo(SampleCommands.Comparison.GT);
    assertThat(call.has(SampleCommands.CH)).isTrue();
    Call pair = call.only(SampleCommands.PAIRS, ErrorText.INCR_TAKES_ONE_PAIR);
    assertThat(pair.get(SampleCommands.SCORE)).isEqualTo(1.5);
    assertThat(pair.get(SampleCommands.MEMBER)).hasToString("a");
  }

  @Test
  void saysWhatWasLeftOut() {
    Call call = parse(SampleCommands.ZADD, "ZADD z 1 a");
    assertThat(call.get(SampleCommands.CONDITION)).isNull();
    assertThat(call.has(SampleCommands.INCR)).isFalse();
    Call set = parse(SampleCommands.SET, "SET k v");
    assertThat(set.has(SampleCommands.EX)).isFalse();
    assertThat(set.get(SampleCommands.EX, -1)).isEqualTo(-1);
    assertThatThrownBy(() -> set.get(SampleCommands.EX)).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void walksThroughRepeatedArguments() {
    Call call = parse(SampleCommands.ZADD, "ZADD z 1 a 2 b 3 c");
    List<String> pairs = new ArrayList<>();
    for (Call pair : call.each(SampleCommands.PAIRS)) {
      pairs.add(pair.get(SampleCommands.SCORE) + " " + pair.get(SampleCommands.MEMBER));
    }
    assertThat(pairs).containsExactly("1.0 a", "2.0 b", "3.0 c");
    assertThat(call.count(SampleCommands.PAIRS)).isEqualTo(3);
    assertThat(call.all(SampleCommands.PAIRS, SampleCommands.MEMBER)).hasToString("[a, b, c]");
    assertThatThrownBy(() -> call.only(SampleCommands.PAIRS, ErrorText.INCR_TAKES_ONE_PAIR))
        .hasMessage(ErrorText.INCR_TAKES_ONE_PAIR.text());
  }

  @Test
  void leavesTheLastWordsToWhatComesBehindARepetition() {
    Call call = parse(SampleCommands.BLPOP, "BLPOP a b 0.25");
    assertThat(call.all(SampleCommands.LISTS)).hasToString("[a, b]");
    assertThat(call.get(SampleCommands.TIMEOUT)).isEqualTo(250);
  }

  @Test
  void takesAsManyKeysAsTheNumberSays() {
    Call call = parse(SampleCommands.LMPOP, "LMPOP 2 a b RIGHT COUNT 5");
    assertThat(call.all(SampleCommands.COUNTED)).hasToString("[a, b]");
    assertThat(call.get(SampleCommands.SIDE)).isEqualTo(SampleCommands.Side.RIGHT);
    assertThat(call.get(SampleCommands.POP_COUNT, 1)).isEqualTo(5);
    Call none = parse(SampleCommands.EVAL, "EVAL x 0 y");
    assertThat(none.get(SampleCommands.SCRIPT_KEYS)).isZero();
  }

  @Test
  void dividesTheWordsBetweenTwins() {
    Call call = parse(SampleCommands.XREAD, "XREAD BLOCK 5 STREAMS a b 1 2");
    assertThat(call.all(SampleCommands.STREAMS)).hasToString("[a, b]");
    assertThat(call.all(SampleCommands.IDS)).hasToString("[1, 2]");
    assertThat(call.get(SampleCommands.BLOCK)).isEqualTo(5);
    BlockingHandler handler = (BlockingHandler) SampleCommands.XREAD.handler();
    assertThat(handler.timeoutMs().applyAsLong(call)).isEqualTo(5);
    Call atOnce = parse(SampleCommands.XREAD, "XREAD STREAMS a 1");
    assertThat(handler.timeoutMs().applyAsLong(atOnce)).isEqualTo(BlockingHandler.NOT_AT_ALL);
  }

  @Test
  void collectsWhatStandsBetweenOtherOptions() {
    Call call = parse(SampleCommands.SORT, "SORT l GET a ALPHA get b STORE d DESC");
    assertThat(call.all(SampleCommands.GETS)).hasToString("[a, b]");
    assertThat(call.find(SampleCommands.STORE)).hasToString("d");
    assertThat(call.find(SampleCommands.BY)).isNull();
  }

  @Test
  void readsStepsOfDifferentShape() {
    Call call =
        parse(SampleCommands.BITFIELD, "BITFIELD b OVERFLOW SAT SET u8 0 1 GET i5 7 GET u1 8");
    List<String> steps = new ArrayList<>();
    for (Call step : call.each(SampleCommands.FIELD_STEPS)) {
      if (step.has(SampleCommands.FIELD_GET)) {
        steps.add("get " + step.get(SampleCommands.GET_OFFSET));
      } else if (step.has(SampleCommands.FIELD_SET)) {
        steps.add("set " + step.get(SampleCommands.FIELD_VALUE));
      } else {
        steps.add("overflow " + step.get(SampleCommands.OVERFLOW));
      }
    }
    assertThat(steps).containsExactly("overflow SAT", "set 1", "get 7", "get 8");
  }

  @Test
  void readsOptionsInsideOptions() {
    Call call = parse(SampleCommands.XADD, "XADD s MAXLEN ~ 100 LIMIT 7 * f v");
    assertThat(call.has(SampleCommands.TRIM)).isTrue();
    assertThat(call.get(SampleCommands.STRATEGY)).isEqualTo(SampleCommands.Strategy.MAXLEN);
    assertThat(call.get(SampleCommands.EXACTNESS)).isEqualTo(SampleCommands.Exactness.ABOUT);
    assertThat(call.get(SampleCommands.THRESHOLD)).hasToString("100");
    assertThat(call.get(SampleCommands.TRIM_LIMIT)).isEqualTo(7);
    assertThat(call.get(SampleCommands.ID)).hasToString("*");
    assertThat(call.count(SampleCommands.FIELDS)).isEqualTo(1);
  }

  @Test
  void knowsABlockByItsPlaceIfItsFirstArgumentMayBeMissing() {
    Call all = parse(SampleCommands.XPENDING, "XPENDING s g IDLE 5 - + 10 c");
    assertThat(all.get(SampleCommands.PENDING_IDLE)).isEqualTo(5);
    assertThat(all.find(SampleCommands.PENDING_CONSUMER)).hasToString("c");
    Call few = parse(SampleCommands.XPENDING, "XPENDING s g - + 10");
    assertThat(few.has(SampleCommands.PENDING_IDLE)).isFalse();
    assertThat(few.get(SampleCommands.PENDING_COUNT)).isEqualTo(10);
    Call none = parse(SampleCommands.XPENDING, "XPENDING s g");
    assertThat(none.has(SampleCommands.PENDING_RANGE)).isFalse();
  }

  @Test
  void endsARepetitionAtAnOption() {
    Call call = parse(SampleCommands.XCLAIM, "XCLAIM s g c 0 1-1 1-2 IDLE 5 JUSTID");
    assertThat(call.all(SampleCommands.CLAIMED)).hasToString("[1-1, 1-2]");
  }

  @Test
  void knowsOptionalWordsByTheirNumber() {
    Call two = parse(SampleCommands.AUTH, "AUTH u p");
    assertThat(two.find(SampleCommands.AUTH_USER)).hasToString("u");
    assertThat(two.get(SampleCommands.PASSWORD)).hasToString("p");
    Call one = parse(SampleCommands.AUTH, "AUTH p");
    assertThat(one.find(SampleCommands.AUTH_USER)).isNull();
    assertThat(one.get(SampleCommands.PASSWORD)).hasToString("p");
    Call hello = parse(SampleCommands.HELLO, "HELLO 3 SETNAME n AUTH u p");
    assertThat(hello.get(SampleCommands.PROTOCOL)).isEqualTo(3);
    assertThat(hello.find(SampleCommands.CLIENT_NAME)).hasToString("n");
    assertThat(hello.get(SampleCommands.USER)).hasToString("u");
  }

  @Test
  void reusedCallForgetsTheLastRequest() {
    Call call = parse(SampleCommands.SET, "SET k v NX EX 10");
    call.reuse(SampleCommands.SET, Request.of("SET", "k", "w"), 3);
    assertThat(call.get(SampleCommands.SET_CONDITION)).isNull();
    assertThat(call.has(SampleCommands.EX)).isFalse();
    assertThat(call.get(SampleCommands.VALUE)).hasToString("w");
    assertThat(call.databaseIndex()).isEqualTo(3);
    call.reuse(SampleCommands.INCRBY, Request.of("INCRBY", "k", "5"), 0);
    assertThat(call.get(SampleCommands.INCREMENT)).isEqualTo(5);
  }

  @Test
  void throwsAnErrorWithoutAStackTrace() {
    assertThatThrownBy(() -> parse(SampleCommands.GET, "GET"))
        .isInstanceOfSatisfying(
            CommandError.class,
            error -> {
              assertThat(error.getStackTrace()).isEmpty();
              assertThat(error.text()).isEqualTo("ERR wrong number of arguments for 'get' command");
            });
  }

  @Test
  void keepsSomethingBetweenAttempts() {
    Call call = parse(SampleCommands.XREAD, "XREAD STREAMS a $");
    assertThat(call.remembered()).isNull();
    call.remember(Bytes.utf8("1-1"));
    assertThat(call.remembered()).isEqualTo(Bytes.utf8("1-1"));
    call.reuse(SampleCommands.GET, Request.of("GET", "a"), 0);
    assertThat(call.remembered()).isNull();
  }

  private static Call parse(CommandSpec spec, String line) {
    return spec.parse(Request.of(line.split(" ")));
  }
}
