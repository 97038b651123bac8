package io.trivet.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.command.SlowCommands.SlowCommand;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlowLogTest {
  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void cutsLongWordsAndLongLists() {
    client.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
    List<String> words = new ArrayList<>(List.of("DEL", "x".repeat(128), "y".repeat(129)));
    words.addAll(Collections.nCopies(37, "z"));
    client.ask(words.toArray(new String[0]));
    SlowCommand noted = node.access().slowCommands().newest(1).getFirst();
    assertThat(noted.words()).hasSize(32);
    assertThat(noted.words().get(1)).hasToString("x".repeat(128));
    assertThat(noted.words().get(2)).hasToString("y".repeat(128) + "... (1 more bytes)");
    assertThat(noted.words().getLast()).hasToString("... (9 more arguments)");
  }

  @Test
  void showsAllOf32Words() {
    client.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
    List<String> words = new ArrayList<>(List.of("DEL"));
    words.addAll(Collections.nCopies(31, "z"));
    client.ask(words.toArray(new String[0]));
    assertThat(node.access().slowCommands().newest(1).getFirst().words())
        .hasSize(32)
        .last()
        .hasToString("z");
  }

  @Test
  void notesOnlyWhatIsSlow() {
    client.ask("CONFIG", "SET", "slowlog-log-slower-than", "1");
    client.ask("PING"); // takes no time by the clock of the test
    assertThat(node.access().slowCommands().count()).isZero();
  }

  @Test
  void dropsTheOldestWhenTheLimitFalls() {
    client.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
    client.ask("ECHO", "one");
    client.ask("ECHO", "two");
    client.ask("CONFIG", "SET", "slowlog-max-len", "1");
    assertThat(node.access().slowCommands().count()).isEqualTo(1);
    client.ask("CONFIG", "SET", "slowlog-max-len", "0");
    assertThat(node.access().slowCommands().count()).isZero();
  }

  @Test
  void numbersGrowOverAReset() {
    client.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
    client.ask("PING");
    long before = node.access().slowCommands().newest(1).getFirst().id();
    client.ask("SLOWLOG", "RESET");
    assertThat(node.access().slowCommands().newest(1).getFirst().id()).isGreaterThan(before);
  }
}
