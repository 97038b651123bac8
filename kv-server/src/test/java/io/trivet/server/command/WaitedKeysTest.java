package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.list.ListBlockingPop;
import io.trivet.server.command.list.ListMove;
import io.trivet.server.command.zset.ZPop;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.EncodingLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The attempts of commands that wait: one call, as a waiting client has it.
final class WaitedKeysTest {
  private static final String GOES_ON_WAITING = "";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandFixture fixture =
      new CommandFixture(CommandFamilies.all(), EncodingLimits.defaults());

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void waitsUntilAKeyHasAnElement() {
    Call call = ListBlockingPop.BLPOP.parse(Request.of("BLPOP", "a", "b", "0"));
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("RPUSH", "b", "x", "y");
    assertThat(attempt(call)).isEqualTo("[\"b\" \"x\"]");
    assertThat(fixture.run("LLEN", "b")).isEqualTo(Reply.integer(1));
  }

  @Test
  void anotherTypeIsAnErrorAtFirst() {
    fixture.run("SET", "a", "v");
    assertThat(attempt(ListBlockingPop.BLPOP.parse(Request.of("BLPOP", "a", "0"))))
        .isEqualTo(WRONG_TYPE);
  }

  @Test
  void whoWaitsForAListDoesNotSeeAnotherTypeInItsPlace() {
    Call call = ListBlockingPop.BRPOP.parse(Request.of("BRPOP", "a", "b", "0"));
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("ZADD", "a", "1", "m");
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("RPUSH", "b", "x");
    assertThat(attempt(call)).isEqualTo("[\"b\" \"x\"]");
  }

  @Test
  void whoWaitsForASortedSetDoesNotSeeAnotherTypeInItsPlace() {
    Call call = ZPop.BZPOPMIN.parse(Request.of("BZPOPMIN", "a", "0"));
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("RPUSH", "a", "m");
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("DEL", "a");
    fixture.run("ZADD", "a", "1", "m");
    assertThat(attempt(call)).isEqualTo("[\"a\" \"m\" \"1\"]");
  }

  @Test
  void whoWaitsToMoveIsToldThatTheDestinationHasAnotherType() {
    Call call = ListMove.BLMOVE.parse(Request.of("BLMOVE", "a", "b", "LEFT", "LEFT", "0"));
    assertThat(attempt(call)).isEqualTo(GOES_ON_WAITING);
    fixture.run("SET", "b", "v");
    fixture.run("RPUSH", "a", "x");
    assertThat(attempt(call)).isEqualTo(WRONG_TYPE);
    assertThat(fixture.run("LLEN", "a")).isEqualTo(Reply.integer(1));
  }

  private String attempt(Call call) {
    Reply reply = fixture.attempt(call);
    return reply == null ? GOES_ON_WAITING : ReplyNotation.of(reply, 2, ReplyOrder.AS_IT_IS);
  }
}
