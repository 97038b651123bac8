package io.trivet.server.config;

import java.util.List;
import java.util.stream.Collectors;

/// The reference of the options, `docs/config.md`, made of their declarations.
final class ConfigReference {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is made from the declarations in `io.trivet.server.config`; a test compares the two.

      The configuration file has the syntax of redis.conf: one directive a line, its name and its value; `#`
      begins a comment line; words with spaces stand in quotes. `include FILE` puts another file in its place: a
      relative name starts at the folder of the file that includes it, and `*`, `?` and `[...]` in its last part
      take all files of that form. Names are those of Redis wherever Redis has the option. On the command line
      each directive can be given as `--port 7001` or `--set port=7001`; it overrides the file. Anything that is
      unknown, ill-formed or out of range stops the start with file, line and reason.

      Sizes take a unit: `k` is 1000 and `kb` 1024 bytes, and so for `m`, `mb`, `g` and `gb`. "At run time" means
      that CONFIG SET changes it; CONFIG REWRITE then writes it into the file.
      """;

  private static final String WITHOUT_EFFECT =
      """

      ## Accepted without effect

      These directives of Redis are read, checked, kept and shown by CONFIG GET, so that existing files and tools
      work; they change nothing, for the reason that stands with them. Some values are refused, because the
      server would not do what they ask for.
      """;

  private ConfigReference() {}

  /// The page as Markdown.
  static String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (OptionSection section : Options.sections()) {
      if (section.hasEffect()) {
        page.append("\n## ").append(section.title()).append('\n');
        section.options().forEach(option -> append(page, option));
      }
    }
    page.append(WITHOUT_EFFECT);
    for (OptionSection section : Options.sections()) {
      if (!section.hasEffect()) {
        appendKept(page, section);
      }
    }
    return page.toString();
  }

  private static void append(StringBuilder page, Option<?> option) {
    page.append("\n### ").append(option.name()).append("\n\n");
    page.append(option.type()).append(" · default ").append(defaultOf(option));
    page.append(" · ").append(change(option)).append(aliases(option)).append("\n\n");
    page.append(option.meaning()).append('\n');
  }

  private static void appendKept(StringBuilder page, OptionSection section) {
    page.append("\n### ").append(section.title()).append("\n\n");
    page.append(section.options().getFirst().meaning()).append("\n\n");
    page.append("| directive | type | default | |\n|---|---|---|---|\n");
    for (Option<?> option : section.options()) {
      page.append("| ").append(option.name()).append(" | ").append(option.type());
      page.append(" | ").append(defaultOf(option)).append(" | ");
      page.append(option.refusal().isEmpty() ? "" : "otherwise refused: " + option.refusal());
      page.append(aliases(option)).append(" |\n");
    }
  }

  private static String defaultOf(Option<?> option) {
    List<List<String>> lines = ConfigValues.defaults().lines(option);
    String text =
        lines.stream()
            .map(
                words -> words.stream().map(DirectiveText::quoted).collect(Collectors.joining(" ")))
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? "none" : "`" + text + "`";
  }

  private static String change(Option<?> option) {
    return switch (option.change()) {
      case AT_START -> "at start";
      case AT_RUN_TIME -> "at run time";
      case PROTECTED -> "at run time, protected";
    };
  }

  private static String aliases(Option<?> option) {
    return option.aliases().isEmpty() ? "" : " · also " + String.join(", ", option.aliases());
  }
}
