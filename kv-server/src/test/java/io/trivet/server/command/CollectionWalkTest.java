package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Walks through collections of many elements, and choices among them.
final class CollectionWalkTest {
  private static final int MEMBERS = 1_000;

  private final CommandFixture fixture =
      new CommandFixture(CommandFamilies.all(), EncodingLimits.defaults());

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void hscanShowsEachFieldWithItsValueInSeveralSteps() {
    fill("HSET", (command, i) -> command.addAll(List.of("f" + i, "v" + i)));
    List<Bytes> shown = walk("HSCAN", "COUNT", "100");
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < shown.size(); i += 2) {
      pairs.add(shown.get(i) + "=" + shown.get(i + 1));
    }
    assertThat(pairs).isEqualTo(names("f%1$d=v%1$d"));
  }

  @Test
  void sscanShowsEachMemberThatMatches() {
    fill("SADD", (command, i) -> command.add("m" + i));
    assertThat(new HashSet<>(texts(walk("SSCAN", "COUNT", "50")))).isEqualTo(names("m%d"));
    Set<String> matching = new HashSet<>(texts(walk("SSCAN", "MATCH", "m99?", "COUNT", "300")));
    assertThat(matching).hasSize(10).allMatch(member -> member.matches("m99."));
  }

  @Test
  void zscanShowsEachMemberThatStaysWhileOthersComeAndGo() {
    fill("ZADD", (command, i) -> command.addAll(List.of(i + ".5", "m" + i)));
    Set<String> shown = new HashSet<>();
    String cursor = "0";
    int step = 0;
    do {
      Step reply = step("ZSCAN", cursor, "COUNT", "100");
      for (int i = 0; i < reply.found.size(); i += 2) {
        shown.add(reply.found.get(i) + "=" + reply.found.get(i + 1));
      }
      cursor = reply.cursor;
      fixture.run("ZADD", "k", "1", "new" + step);
      fixture.run("ZREM", "k", "new" + (step - 1));
      step++;
    } while (!cursor.equals("0"));
    assertThat(step).isGreaterThan(3);
    assertThat(shown).containsAll(names("m%1$d=%1$d.5"));
  }

  @Test
  void aCursorOfSomebodyElseShowsSomethingOrNothing() {
    fill("SADD", (command, i) -> command.add("m" + i));
    for (String cursor : List.of("1", "4294967295", "4294967296", "18446744073709551615")) {
      assertThat(step("SSCAN", cursor).found.size()).isLessThan(MEMBERS);
    }
  }

  @Test
  void randomMembersAreDifferentUnlessTheCountIsNegative() {
    fill("SADD", (command, i) -> command.add("m" + i));
    List<String> different = texts(elements(fixture.run("SRANDMEMBER", "k", "300")));
    assertThat(different).hasSize(300).doesNotHaveDuplicates();
    List<String> any = texts(elements(fixture.run("SRANDMEMBER", "k", "-3000")));
    assertThat(any).hasSize(3000);
    assertThat(new HashSet<>(any)).hasSizeGreaterThan(800);
    List<String> popped = texts(elements(fixture.run("SPOP", "k", "400")));
    assertThat(popped).hasSize(400).doesNotHaveDuplicates();
    assertThat(fixture.run("SCARD", "k")).isEqualTo(Reply.integer(600));
  }

  @Test
  void aRandomChoiceThatWouldFillTheMemoryIsRefused() {
    fixture.run("SADD", "k", "m");
    String most = Integer.toString(-SampleSize.MAX_REPEATED);
    String tooMany = Integer.toString(-SampleSize.MAX_REPEATED - 1);
    assertThat(elements(fixture.run("SRANDMEMBER", "k", most))).hasSize(SampleSize.MAX_REPEATED);
    assertThat(fixture.run("SRANDMEMBER", "k", tooMany))
        .isEqualTo(Reply.error("ERR value is out of range"));
  }

  private interface Words {
    void add(List<String> command, int i);
  }

  private void fill(String name, Words words) {
    List<String> command = new ArrayList<>(List.of(name, "k"));
    for (int i = 0; i < MEMBERS; i++) {
      words.add(command, i);
    }
    fixture.run(command.toArray(new String[0]));
  }

  /// What one step of a walk answered.
  private record Step(String cursor, List<Bytes> found) {}

  private Step step(String name, String cursor, String... options) {
    List<String> words = new ArrayList<>(List.of(name, "k", cursor));
    words.addAll(List.of(options));
    Reply.Aggregate reply = (Reply.Aggregate) fixture.run(words.toArray(new String[0]));
    String next = ((Reply.BulkText) reply.elements().getFirst()).text();
    return new Step(next, elements(reply.elements().getLast()));
  }

  private List<Bytes> walk(String name, String... options) {
    List<Bytes> found = new ArrayList<>();
    String cursor = "0";
    int steps = 0;
    do {
      Step step = step(name, cursor, options);
      found.addAll(step.found);
      cursor = step.cursor;
      steps++;
    } while (!cursor.equals("0"));
    assertThat(steps).isGreaterThan(2);
    return found;
  }

  private static List<Bytes> elements(Reply reply) {
    List<Bytes> elements = new ArrayList<>();
    for (Bytes element : ((Reply.Bulks) reply).elements()) {
      elements.add(element);
    }
    return elements;
  }

  private static List<String> texts(List<Bytes> elements) {
    return elements.stream().map(Bytes::toString).toList();
  }

  private static Set<String> names(String format) {
    return new HashSet<>(IntStream.range(0, MEMBERS).mapToObj(format::formatted).toList());
  }
}
