package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is derived from the declarations of the families is what redis-server 7.0.15 says of its
/// commands.
final class FamilyFactsTest {

  private static final String ALLOWED_IN_SCRIPTS = "Redis 7.2 allows it in scripts";
  private static final String HAS_WITHSCORE = "Redis 7.2 has the option WITHSCORE";

  private static final String AS_IN_7_2 = "Redis 7.2 takes a command without arguments";

  /// Commands of which we say something else, with the reason.
  private static final Map<String, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry("command|getkeys", AS_IN_7_2),
          Map.entry("command|getkeysandflags", AS_IN_7_2),
          Map.entry("blmove", ALLOWED_IN_SCRIPTS),
          Map.entry("blmpop", ALLOWED_IN_SCRIPTS),
          Map.entry("blpop", ALLOWED_IN_SCRIPTS),
          Map.entry("brpop", ALLOWED_IN_SCRIPTS),
          Map.entry("brpoplpush", ALLOWED_IN_SCRIPTS),
          Map.entry("bzmpop", ALLOWED_IN_SCRIPTS),
          Map.entry("bzpopmax", ALLOWED_IN_SCRIPTS),
          Map.entry("bzpopmin", ALLOWED_IN_SCRIPTS),
          Map.entry("cluster|shards", "Redis 7.2 answers it while loading"),
          Map.entry("cluster|slots", "Redis 7.2 answers it while loading"),
          Map.entry("config|rewrite", "it waits for the disk, which a transaction must not"),
          Map.entry("wait", ALLOWED_IN_SCRIPTS),
          Map.entry("lcs", "one specification for each of its two keys, not one for both"),
          Map.entry(
              "sort", "the pattern of BY and GET names no key of the request: no specification"),
          Map.entry("sort_ro", "the same, and so no key of it is movable"),
          Map.entry("zrank", HAS_WITHSCORE),
          Map.entry("zrevrank", HAS_WITHSCORE));

  @Test
  void arityFlagsKeysAndCategoriesAreThoseOfRedis() throws Exception {
    Map<String, CommandFacts> redis = CommandFacts.ofRedis();
    CommandTable table = CommandTable.of(AllCommands.declared());
    List<String> unexplained = new ArrayList<>();
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      CommandFacts ours = CommandFacts.of(spec);
      CommandFacts theirs = redis.get(spec.name());
      if (theirs != null && !ours.equals(theirs) && !DIFFERENCES.containsKey(spec.name())) {
        unexplained.add(spec.name() + "\n    redis " + theirs + "\n    we    " + ours);
      }
    }
    assertThat(unexplained).isEmpty();
  }

  @Test
  void everyFamilyThatIsTestedIsServed() {
    assertThat(AllCommands.declared()).containsAll(CommandFamilies.all());
  }
}
