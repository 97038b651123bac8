package io.trivet.server.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Refuses declarations that contradict themselves or each other.
final class DeclarationCheck {
  private final Set<String> names = new HashSet<>();

  private DeclarationCheck() {}

  /// Checks commands and their subcommands.
  ///
  /// @throws IllegalArgumentException at the first contradiction
  static void check(List<CommandSpec> commands) {
    DeclarationCheck check = new DeclarationCheck();
    for (CommandSpec spec : commands) {
      check.one(spec);
      for (CommandSpec subcommand : spec.subcommands()) {
        demand(
            subcommand.name().startsWith(spec.name() + "|"),
            subcommand,
            "is not named as a subcommand of " + spec);
        check.one(subcommand);
      }
    }
  }

  private void one(CommandSpec spec) {
    demand(names.add(spec.name()), spec, "is declared twice");
    demand(!spec.summary().isEmpty(), spec, "has no summary");
    demand(!spec.since().isEmpty(), spec, "has no version");
    if (spec.isContainer()) {
      demand(!spec.subcommands().isEmpty(), spec, "has neither handler nor subcommands");
      return;
    }
    demand(!spec.complexity().isEmpty(), spec, "has no complexity");
    flags(spec);
    demand(keyAccessIsStated(spec), spec, "has a key without exactly one of RO, RW, OW, RM");
    demand(
        keyArguments(spec.scope()) == spec.keySpecs().size(),
        spec,
        "has a key that no key specification finds");
    sequence(spec, spec.scope().sequence());
  }

  private static int keyArguments(Scope scope) {
    int count = 0;
    for (Argument argument : scope.members()) {
      if (argument instanceof KeyArg) {
        count++;
      } else if (argument instanceof Repeated repeated) {
        count += keyArguments(repeated.item());
      }
    }
    return count;
  }

  private static void flags(CommandSpec spec) {
    boolean writes = spec.has(CommandFlag.WRITE);
    demand(!writes || !spec.has(CommandFlag.READONLY), spec, "is both write and readonly");
    boolean writesKey = spec.keySpecs().stream().anyMatch(DeclarationCheck::writes);
    if (spec.handler() instanceof KeyspaceHandler || spec.handler() instanceof BlockingHandler) {
      demand(!writesKey || writes, spec, "writes a key and is no write");
      demand(!writes || writesKey, spec, "is a write without a key that it writes");
    }
    demand(
        spec.has(CommandFlag.BLOCKING) || !(spec.handler() instanceof BlockingHandler),
        spec,
        "waits and is not marked as blocking");
  }

  private static boolean writes(KeySpec spec) {
    return spec.flags().stream().anyMatch(flag -> KeyFlag.writes(flag.bit()))
        && !spec.flags().contains(KeyFlag.NOT_KEY);
  }

  private static boolean keyAccessIsStated(CommandSpec spec) {
    Set<KeyFlag> whole = Set.of(KeyFlag.RO, KeyFlag.RW, KeyFlag.OW, KeyFlag.RM);
    return spec.keySpecs().stream()
        .allMatch(keys ->
            keys.flags().contains(KeyFlag.NOT_KEY)
                || keys.flags().stream().filter(whole::contains).count() == 1);
  }

  private static void sequence(CommandSpec spec, Sequence sequence) {
    for (int i = 0; i < sequence.length(); i++) {
      Argument argument = sequence.at(i);
      if (argument instanceof Block block) {
        sequence(spec, block.sequence());
      }
      if (argument instanceof Repeated repeated) {
        repetition(spec, sequence, i, repeated);
      }
    }
  }

  private static void repetition(
      CommandSpec spec, Sequence sequence, int index, Repeated repeated) {
    sequence(spec, repeated.item().sequence());
    Repeated.Count count = repeated.count();
    boolean knowsItsEnd =
        count.countedBy() != null
            || count.asManyAs() != null
            || count.endsAtOption()
            || count.isEachAfterToken()
            || repeated.token() != null;
    List<Argument> behind = sequence.arguments().subList(index + 1, sequence.length());
    demand(
        knowsItsEnd || behind.stream().noneMatch(Argument::isOptional),
        spec,
        "has an optional argument behind the repetition " + repeated);
    demand(
        !count.endsAtOption() || (repeated.token() == null && hasOption(behind)),
        spec,
        "has no option that could end the repetition " + repeated);
  }

  private static boolean hasOption(List<Argument> arguments) {
    Predicate<Argument> isOption = Sequence::beginsWithToken;
    return arguments.stream().anyMatch(isOption);
  }

  private static void demand(boolean condition, CommandSpec spec, String complaint) {
    if (!condition) {
      throw new IllegalArgumentException("command " + spec + " " + complaint);
    }
  }
}
