package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.config.Rewrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// All that is declared of and derived for every command, in a file: a change of any of it shows in
/// review. `-Drewrite` writes the file anew.
final class CommandDocsGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/command-docs.golden");

  @Test
  void commandsAreAsTheGoldenFileSays() throws IOException {
    String now = describe(CommandTable.of(AllCommands.declared()));
    if (Rewrite.isAsked()) {
      Files.writeString(GOLDEN, now);
    }
    assertThat(now).isEqualTo(Files.readString(GOLDEN));
  }

  private static String describe(CommandTable table) {
    List<CommandSpec> specs = new ArrayList<>();
    for (int id = 0; id < table.size(); id++) {
      specs.add(table.byId(id));
    }
    specs.sort(Comparator.comparing(CommandSpec::name));
    StringBuilder text = new StringBuilder();
    specs.forEach(spec -> describe(spec, text));
    for (AclCategory category : AclCategory.values()) {
      text.append('@').append(category.wireName()).append(": ");
      text.append(
          specs.stream()
              .filter(spec -> spec.categories().contains(category))
              .map(CommandSpec::name)
              .collect(Collectors.joining(" ")));
      text.append('\n');
    }
    return text.toString();
  }

  private static void describe(CommandSpec spec, StringBuilder text) {
    CommandFacts facts = CommandFacts.of(spec);
    text.append(Syntax.of(spec)).append('\n');
    line(text, spec.summary());
    line(text, "since " + spec.since() + ", " + spec.group().wireName() + ", " + spec.complexity());
    line(text, "arity " + facts.arity() + ", flags " + facts.flags());
    line(text, "categories " + facts.categories());
    if (spec.hasKeys()) {
      line(text, "keys " + facts.keyRange() + " | " + facts.keySpecs());
    }
    if (!spec.hints().isEmpty()) {
      line(text, "hints " + String.join(" ", spec.hints()));
    }
    for (CommandSpec.Change change : spec.history()) {
      line(text, change.version() + " " + change.text());
    }
    CommandSpec.Deprecation deprecation = spec.deprecation();
    if (deprecation != null) {
      line(text, "deprecated since " + deprecation.since() + ": " + deprecation.replacedBy());
    }
    text.append('\n');
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }
}
