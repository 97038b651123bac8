package io.trivet.server.command.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.CommandFixture;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.string.StringCommands;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SCAN over many keys, call by call.
final class ScanTest {
  private final CommandFixture fixture = new CommandFixture(commands(), EncodingLimits.defaults());

  private static List<CommandSpec> commands() {
    return Stream.of(GenericCommands.all(), StringCommands.all()).flatMap(List::stream).toList();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aWholeWalkShowsEachKeyOnce() {
    fill("key:", 500);
    List<String> shown = walk("COUNT", "7");
    assertThat(shown).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void keysOfOneSlotAreShownInPartsToo() {
    fill("{tag}", 300);
    List<String> shown = new ArrayList<>();
    String cursor = "0";
    int calls = 0;
    do {
      cursor = step(cursor, shown, "COUNT", "10");
      calls++;
    } while (!cursor.equals("0"));
    assertThat(new TreeSet<>(shown)).hasSize(300);
    assertThat(calls).isGreaterThan(20);
  }

  @Test
  void keysThatStayAreShownAlthoughOthersComeAndGo() {
    fill("{a}stays:", 100);
    fill("{a}goes:", 100);
    List<String> shown = new ArrayList<>();
    String cursor = "0";
    int calls = 0;
    do {
      cursor = step(cursor, shown, "COUNT", "5");
      fixture.run("DEL", "{a}goes:" + calls);
      fill("{a}new:" + calls + ":", 4);
      calls++;
    } while (!cursor.equals("0"));
    assertThat(shown.stream().filter(key -> key.startsWith("{a}stays:")).distinct()).hasSize(100);
  }

  @Test
  void aPatternLeavesOutKeysButNotTheirPartOfTheWalk() {
    fill("key:", 200);
    fill("other:", 200);
    assertThat(walk("MATCH", "other:*")).hasSize(200);
  }

  @Test
  void otherDatabasesAreNotShown() {
    fill("key:", 20);
    fixture.select(1);
    fill("one:", 5);
    assertThat(walk()).hasSize(5);
    fixture.select(0);
    assertThat(walk()).hasSize(20);
  }

  @Test
  void randomKeysAreOfTheDatabaseAndNotAlwaysTheSame() {
    fill("key:", 50);
    TreeSet<String> chosen = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      chosen.add(((Reply.Bulk) fixture.run("RANDOMKEY")).value().toString());
    }
    assertThat(chosen).hasSizeGreaterThan(20).allMatch(key -> key.startsWith("key:"));
  }

  private void fill(String prefix, int count) {
    List<String> words = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < count; i++) {
      words.add(prefix + i);
      words.add("v");
    }
    fixture.run(words.toArray(new String[0]));
  }

  private List<String> walk(String... options) {
    List<String> shown = new ArrayList<>();
    String cursor = "0";
    do {
      cursor = step(cursor, shown, options);
    } while (!cursor.equals("0"));
    return shown;
  }

  private String step(String cursor, List<String> shown, String... options) {
    List<String> words = new ArrayList<>(List.of("SCAN", cursor));
    words.addAll(List.of(options));
    Reply.Aggregate reply = (Reply.Aggregate) fixture.run(words.toArray(new String[0]));
    ((Reply.Bulks) reply.elements().get(1))
        .elements()
        .forEach(key -> shown.add(String.valueOf((Bytes) key)));
    return ((Reply.BulkText) reply.elements().getFirst()).text();
  }
}
