package io.trivet.server.config;

import java.util.List;

/// The default configuration file, `deploy/kv.conf`, made of the declarations: every option with
/// its meaning and, as a comment, the directive that sets its default.
final class ConfigTemplate {
  private static final int WIDTH = 100;

  private static final String HEADER =
      """
      # Configuration of a Trivet node. Every directive is shown with its default; take the # away to change one.
      # Start the server with:  ./kv server --config THIS_FILE
      # The reference, with the directives of Redis that are accepted without effect, is docs/config.md.
      #
      # Sizes take a unit: 1k is 1000 and 1kb is 1024 bytes, and so for m, mb, g and gb.
      """;

  private ConfigTemplate() {}

  /// The text of the file.
  static String text() {
    StringBuilder file = new StringBuilder(HEADER);
    for (OptionSection section : Options.sections()) {
      if (section.hasEffect()) {
        file.append("\n#### ").append(section.title()).append('\n');
        section.options().forEach(option -> append(file, option));
      }
    }
    return file.toString();
  }

  private static void append(StringBuilder file, Option<?> option) {
    file.append('\n');
    appendWrapped(file, option.meaning());
    appendWrapped(file, "(" + option.type() + ")");
    List<List<String>> lines = ConfigValues.defaults().lines(option);
    for (List<String> words : lines) {
      file.append("# ").append(DirectiveText.line(option.name(), words)).append('\n');
    }
    if (lines.isEmpty()) {
      file.append("# ").append(option.name()).append('\n');
    }
  }

  private static void appendWrapped(StringBuilder file, String text) {
    int used = WIDTH;
    String prefix = "";
    for (String word : text.split(" ", -1)) {
      if (used + word.length() + 1 > WIDTH) {
        file.append(prefix).append("##");
        prefix = "\n";
        used = 2;
      }
      file.append(' ').append(word);
      used += word.length() + 1;
    }
    file.append('\n');
  }
}
