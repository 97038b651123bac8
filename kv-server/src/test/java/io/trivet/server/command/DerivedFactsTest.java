package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is derived from the sample declarations is what redis-server 7.0.15 says of its commands.
final class DerivedFactsTest {

  /// Commands of which we say something else, with the reason.
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "sort",
              "the pattern of BY and GET names no key of the request, so it has no specification",
          "xreadgroup", "it changes the group, so its key is written; Redis says RO");

  @Test
  void arityFlagsKeysAndCategoriesAreThoseOfRedis() throws Exception {
    Map<String, CommandFacts> redis = CommandFacts.ofRedis();
    List<String> unexplained = new ArrayList<>();
    List<String> different = new ArrayList<>();
    CommandTable table = CommandTable.of(SampleCommands.all());
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      CommandFacts ours = CommandFacts.of(spec);
      CommandFacts theirs = redis.get(spec.name());
      if (ours.equals(theirs)) {
        continue;
      }
      different.add(spec.name());
      if (!DIFFERENCES.containsKey(spec.name())) {
        unexplained.add(spec.name() + "\n    redis " + theirs + "\n    we    " + ours);
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(different).containsExactlyInAnyOrderElementsOf(DIFFERENCES.keySet());
  }

  @Test
  void arityOfIncrByIsThreeAndOfZAddAtLeastFour() {
    assertThat(SampleCommands.INCRBY.arity()).isEqualTo(3);
    assertThat(SampleCommands.ZADD.arity()).isEqualTo(-4);
    assertThat(SampleCommands.INCRBY.categories())
        .containsExactlyInAnyOrder(AclCategory.WRITE, AclCategory.STRING, AclCategory.FAST);
  }
}
