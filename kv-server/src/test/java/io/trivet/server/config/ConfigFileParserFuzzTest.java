package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Any bytes as a configuration file: the parser answers with directives and problems, never with
/// an unchecked exception, and every value it takes reads back from what is written for it.
///
/// As a plain test it runs its corpus; `JAZZER_FUZZ=1 mvn test -pl kv-server -am
/// -Dtest=ConfigFileParserFuzzTest -Djazzer.hooks=true -Dsurefire.failIfNoSpecifiedTests=false`
/// searches for a minute.
final class ConfigFileParserFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsAnyBytes(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    ConfigProblems problems = new ConfigProblems();
    for (Directive directive : ConfigFileParser.parse(text, Path.of("kv.conf"), problems)) {
      Option<?> option = Options.named(directive.name());
      if (option != null) {
        readsBack(option, directive.words());
      }
    }
    String rewritten =
        new ConfigRewriter(ConfigValues.defaults(), ConfigValues.defaults()).rewritten(text);
    assertThat(rewritten).endsWith("\n");
  }

  private static <T> void readsBack(Option<T> option, List<String> words) {
    T value = parsed(option, words, option.defaultValue(), false);
    if (value == null) {
      return;
    }
    T again = option.defaultValue();
    boolean isAgain = false;
    for (List<String> line : option.kind().lines(value)) {
      List<String> read = DirectiveText.words(DirectiveText.line(option.name(), line));
      assertThat(read).isNotNull();
      again = parsed(option, read.subList(1, read.size()), again, isAgain);
      assertThat(again).isNotNull();
      isAgain = true;
    }
    assertThat(again).isEqualTo(value);
  }

  private static <T> @Nullable T parsed(
      Option<T> option, List<String> words, T current, boolean isAgain) {
    try {
      return option.parse(words, current, isAgain);
    } catch (BadValueException refused) {
      return null;
    }
  }
}
