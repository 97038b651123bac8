package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.config.RedisFacts.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What redis-server 7.0.15 answers to CONFIG GET and SET, against what we answer. With `-Drewrite`
/// the answers are asked anew of the redis-server that is installed.
final class RedisFactsTest {
  private static final Path RECORD = Path.of("src/test/resources/config/redis-7.0.15.txt");

  /// Requests that we answer otherwise, with the reason.
  private static final Map<String, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry("CONFIG GET appendonly", "the log is always on"),
          Map.entry("CONFIG GET save", "there are no RDB files"),
          Map.entry("CONFIG GET io-threads", "event loops, chosen by the machine"),
          Map.entry("CONFIG GET maxmemory-samples", "no candidates are kept beside the sample"),
          Map.entry("CONFIG GET client-output-buffer-limit", "normal clients have a limit"),
          Map.entry("CONFIG SET min-replicas-to-write 7", "min-in-sync does this"),
          Map.entry("CONFIG SET min-slaves-to-write 7", "min-in-sync does this"),
          Map.entry("CONFIG SET cluster-announce-hostname 'zz zz'", "kept without a check"));

  @Test
  void answersAsRedisDoesButForTheDeclaredDifferences(@TempDir Path folder) throws Exception {
    if (Rewrite.isAsked()) {
      Files.writeString(RECORD, RedisFacts.record(folder), StandardCharsets.ISO_8859_1);
    }
    Config config = ConfigLoader.load(null, List.of());
    List<String> different = new ArrayList<>();
    List<String> unexplained = new ArrayList<>();
    for (Fact fact : RedisFacts.read(RECORD)) {
      List<String> answer = answer(config, fact.request());
      if (agree(answer, fact.reply())) {
        continue;
      }
      different.add(fact.request());
      if (!DIFFERENCES.containsKey(fact.request())) {
        unexplained.add(fact.request() + "\n    redis " + fact.reply() + "\n    we    " + answer);
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(different)
        .as("declared differences that are none")
        .containsAll(DIFFERENCES.keySet());
  }

  /// Redis answers several options in the order of its hash table.
  private static boolean agree(List<String> one, List<String> other) {
    return one.equals(other)
        || (one.size() == other.size() && one.size() > 2 && pairs(one).equals(pairs(other)));
  }

  private static Set<List<String>> pairs(List<String> lines) {
    Set<List<String>> pairs = new HashSet<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      pairs.add(lines.subList(i, i + 2));
    }
    return pairs;
  }

  private static List<String> answer(Config config, String request) throws IOException {
    List<String> words = DirectiveText.words(request);
    List<String> arguments = words.subList(2, words.size());
    if (words.get(1).equals("GET")) {
      List<String> lines = new ArrayList<>();
      for (Map.Entry<String, String> shown :
          config.show(arguments, ConfigAccess.LOCAL).entrySet()) {
        lines.add(shown.getKey());
        lines.add(shown.getValue());
      }
      return lines;
    }
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      settings.add(new Setting(arguments.get(i), arguments.get(i + 1)));
    }
    try {
      config.set(settings, ConfigAccess.LOCAL);
      return List.of("OK");
    } catch (ConfigSetException refused) {
      return List.of("ERR " + refused.getMessage());
    }
  }
}
