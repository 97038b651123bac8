package io.trivet.cli.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Which commands are sent, and how often each in proportion to the others.
public final class CommandMix {
  private static final int MAX_COMMANDS = 127;
  private static final int MAX_WEIGHT = 1_000_000;

  private final String text;
  private final CommandTemplate[] templates;

  /// `cumulated[k]` is the weight of commands 0 to k.
  private final int[] cumulated;

  private CommandMix(String text, List<CommandTemplate> templates, List<Integer> weights) {
    this.text = text;
    this.templates = templates.toArray(CommandTemplate[]::new);
    this.cumulated = new int[templates.size()];
    int sum = 0;
    for (int index = 0; index < cumulated.length; index++) {
      sum += weights.get(index);
      cumulated[index] = sum;
    }
  }

  /// Only one command: a name of [NamedCommands], or a text with placeholders if it has a blank.
  public static CommandMix single(String command, KeyLayout layout, int valueBytes) {
    String stripped = command.strip();
    boolean isText = stripped.indexOf(' ') >= 0;
    String name = isText ? stripped.substring(0, stripped.indexOf(' ')) : stripped;
    String body = isText ? stripped : NamedCommands.text(stripped);
    CommandTemplate template = CommandTemplate.of(name, body, layout, valueBytes);
    return new CommandMix(stripped, List.of(template), List.of(1));
  }

  /// Reads names with weights, such as `get=90,set=10`.
  ///
  /// @throws IllegalArgumentException if the text is ill-formed or a name is unknown
  public static CommandMix parse(String mix, KeyLayout layout, int valueBytes) {
    List<CommandTemplate> templates = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (String part : mix.split(",", -1)) {
      String[] pair = part.strip().split("=", -1);
      if (pair.length != 2) {
        throw new IllegalArgumentException("a mix reads NAME=WEIGHT,NAME=WEIGHT, not " + mix);
      }
      templates.add(CommandTemplate.of(pair[0], NamedCommands.text(pair[0]), layout, valueBytes));
      weights.add(weight(pair[1]));
    }
    if (templates.size() > MAX_COMMANDS) {
      throw new IllegalArgumentException("a mix of more than " + MAX_COMMANDS + " commands");
    }
    return new CommandMix(mix.strip(), templates, weights);
  }

  /// The text it was read from.
  public String text() {
    return text;
  }

  /// How many commands there are; they are numbered from 0.
  int size() {
    return templates.length;
  }

  CommandTemplate template(int command) {
    return templates[command];
  }

  /// The names of the commands, by number.
  List<String> names() {
    return List.of(templates).stream().map(CommandTemplate::name).toList();
  }

  /// Length of the longest operation.
  int maxBytes() {
    int longest = 0;
    for (CommandTemplate template : templates) {
      longest = Math.max(longest, template.bytes());
    }
    return longest;
  }

  /// Draws the number of a command.
  int next(SplittableRandom random) {
    int last = cumulated.length - 1;
    if (last == 0) {
      return 0;
    }
    int drawn = random.nextInt(cumulated[last]);
    int command = 0;
    while (drawn >= cumulated[command]) {
      command++;
    }
    return command;
  }

  private static int weight(String text) {
    try {
      int weight = Integer.parseInt(text);
      if (weight >= 1 && weight <= MAX_WEIGHT) {
        return weight;
      }
    } catch (NumberFormatException _) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "a weight must be a number from 1 to " + MAX_WEIGHT + ", not " + text);
  }
}
