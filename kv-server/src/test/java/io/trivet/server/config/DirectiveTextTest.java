package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectiveTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`  a  b\t c\r`, a|b|c",
        "`\"\" ''`, |",
        "`\"a b\" 'c d'`, a b|c d",
        "`a\"b c\" d`, ab c|d",
        "`\"\\x41\\x4a\\xzz\"`, AJxzz",
        "`\"\\\"\\\\\\q\" 'it\\'s \\n'`, \"\\q|it's \\n",
        "`a#b \"#\"`, a#b|#",
        "`a\\x41`, a\\x41"
      })
  void splitsLinesIntoWords(String line, String words) {
    assertThat(DirectiveText.words(line)).isEqualTo(List.of(words.split("\\|", -1)));
  }

  @Test
  void knowsTheEscapesOfControlCharacters() {
    assertThat(DirectiveText.words("\"\\n\\r\\t\\b\\a\"")).containsExactly("\n\r\t\b\u0007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "a \"b", "\"a\"b", "'a'b", "\"\\", "'\\'", "\"\\\""})
  void refusesOpenQuotesAndWordsGluedToClosingOnes(String line) {
    assertThat(DirectiveText.words(line)).isNull();
  }

  @Test
  void readsBackEveryWordThatItQuotes() {
    Random random = new Random(20_260_801);
    for (int round = 0; round < 20_000; round++) {
      List<String> words = new ArrayList<>();
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        words.add(word(random));
      }
      String line = DirectiveText.line("name", words);
      words.addFirst("name");
      assertThat(DirectiveText.words(line)).as(line).isEqualTo(words);
      assertThat(line).doesNotContain("\n");
    }
  }

  @Test
  void keepsUnicodeAsBytes() {
    String bytes = DirectiveText.ofUnicode("dätä");
    assertThat(bytes).hasSize(6);
    assertThat(DirectiveText.unicode(bytes)).isEqualTo("dätä");
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      word.append(
          (char)
              (random.nextBoolean()
                  ? random.nextInt(256)
                  : " \"'\\x#1an".charAt(random.nextInt(9))));
    }
    return word.toString();
  }
}
