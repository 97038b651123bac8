package io.trivet.server.command.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.CommandFixture;
import io.trivet.server.command.string.StringCommands;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.EncodingLimits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as an access to a key, and what OBJECT tells of it.
final class AccessTest {
  /// Ten seconds, in the steps of 64 milliseconds in which accesses are noted.
  private static final long IDLE_MS = 10_240;

  private final CommandFixture fixture =
      new CommandFixture(
          Stream.of(GenericCommands.all(), StringCommands.all()).flatMap(List::stream).toList(),
          EncodingLimits.defaults());

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXISTS k",
        "TYPE k",
        "TTL k",
        "PEXPIRETIME k",
        "OBJECT ENCODING k",
        "OBJECT IDLETIME k",
        "KEYS *",
        "SCAN 0",
        "RANDOMKEY",
        "DBSIZE"
      })
  void lookingAtAKeyIsNoAccess(String command) {
    fixture.run("SET", "k", "1");
    fixture.clock().advanceMs(IDLE_MS);
    fixture.run(command.split(" "));
    assertThat(fixture.run("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.integer(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET k",
        "TOUCH k",
        "STRLEN k",
        "GETRANGE k 0 0",
        "MGET a k",
        "INCR k",
        "APPEND k 2",
        "SETRANGE k 0 3",
        "EXPIRE k 1000",
        "GETEX k",
        "SET k 5",
        "RENAME k k",
        "COPY k other"
      })
  void usingAKeyIsAnAccess(String command) {
    fixture.run("SET", "k", "1");
    fixture.clock().advanceMs(IDLE_MS);
    fixture.run(command.split(" "));
    long idle = ((Reply.Int64) fixture.run("OBJECT", "IDLETIME", "k")).value();
    assertThat(idle).isZero();
  }

  @Test
  void aNewKeyHasJustBeenUsed() {
    fixture.run("APPEND", "string", "x");
    fixture.run("SETRANGE", "range", "3", "x");
    assertThat(fixture.run("OBJECT", "IDLETIME", "string")).isEqualTo(Reply.integer(0));
    assertThat(fixture.run("OBJECT", "IDLETIME", "range")).isEqualTo(Reply.integer(0));
  }

  @Test
  void accessesAreCountedInsteadUnderAnLfuPolicy() {
    fixture.keyspace().accessClock().countFrequency(true, 0, 0);
    fixture.run("SET", "k", "1");
    long before = ((Reply.Int64) fixture.run("OBJECT", "FREQ", "k")).value();
    for (int i = 0; i < 10; i++) {
      fixture.run("GET", "k");
    }
    long after = ((Reply.Int64) fixture.run("OBJECT", "FREQ", "k")).value();
    assertThat(after - before).isEqualTo(10);
    assertThat(fixture.run("OBJECT", "IDLETIME", "k"))
        .isEqualTo(Reply.error(ErrorText.IS_LFU.text()));
    assertThat(fixture.run("OBJECT", "FREQ", "missing")).isEqualTo(Reply.absent());
  }
}
