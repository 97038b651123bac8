package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages that are made from the declarations; `-Drewrite` makes them anew.
final class GeneratedPagesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void referenceSaysWhatTheDeclarationsSay() throws IOException {
    assertCurrent(ROOT.resolve("docs/config.md"), ConfigReference.markdown());
  }

  @Test
  void defaultFileSaysWhatTheDeclarationsSay() throws IOException {
    assertCurrent(ROOT.resolve("deploy/kv.conf"), ConfigTemplate.text());
  }

  @Test
  void defaultFileWithEveryDirectiveUncommentedSetsTheDefaults(@TempDir Path folder)
      throws Exception {
    String text =
        Pattern.compile("^# (?=[a-z-]+ )", Pattern.MULTILINE)
            .matcher(ConfigTemplate.text())
            .replaceAll("");
    Path file = Files.writeString(folder.resolve("kv.conf"), text.replaceAll("(?m)^# .*", ""));
    Config config = ConfigLoader.load(file, List.of());
    for (Option<?> option : Options.all()) {
      assertThat((Object) config.get(option)).as(option.name()).isEqualTo(option.defaultValue());
    }
    assertThat(text).contains("\nport 6379\n").contains("\nrequirepass \"\"\n");
  }

  @Test
  void everyOptionSaysWhatItMeans() {
    assertThat(Options.all()).allSatisfy(option -> assertThat(option.meaning()).endsWith("."));
  }

  private static void assertCurrent(Path file, String text) throws IOException {
    if (Rewrite.isAsked()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).as("%s; -Drewrite makes it anew", file).isEqualTo(text);
  }
}
