package io.trivet.cli.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a phase measured, or several phases together.
///
/// @param elapsedNs length of the window in which operations were counted
/// @param commands one for each command of the phase, in its order
/// @param nulls replies within the window that were null
/// @param errorTexts what the errors said, with how often; the first kinds by name, the rest
///   together
/// @param unsent operations that were due under a fixed rate and were not sent by the end
/// @param lostConnections connections that broke
public record PhaseResult(
    long elapsedNs,
    List<CommandResult> commands,
    long nulls,
    Map<String, Long> errorTexts,
    long unsent,
    int lostConnections) {
  private static final double NS_PER_SECOND = 1e9;

  /// Copies the collections.
  public PhaseResult {
    commands = List.copyOf(commands);
    errorTexts = new LinkedHashMap<>(errorTexts);
  }

  /// All commands as one, named `all`.
  public CommandResult all() {
    CommandResult sum = new CommandResult("all", LoopRecorder.histogram(), 0);
    for (CommandResult command : commands) {
      sum = sum.plus(command, sum.name());
    }
    return sum;
  }

  /// Operations answered within the window.
  public long operations() {
    return commands.stream().mapToLong(CommandResult::operations).sum();
  }

  /// Operations answered per second, of all commands or of a share of them.
  public double perSecond(long operations) {
    return elapsedNs == 0 ? 0 : operations * NS_PER_SECOND / elapsedNs;
  }

  /// Error replies of any kind.
  public long errors() {
    return errorTexts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Whether every operation was answered without error, on connections that all held.
  public boolean isClean() {
    return errors() == 0 && lostConnections == 0;
  }

  /// This and another result of the same commands, as if they were one longer phase.
  public PhaseResult plus(PhaseResult other) {
    List<CommandResult> sums = new ArrayList<>();
    for (int index = 0; index < commands.size(); index++) {
      CommandResult mine = commands.get(index);
      sums.add(mine.plus(other.commands.get(index), mine.name()));
    }
    Map<String, Long> texts = new LinkedHashMap<>(errorTexts);
    other.errorTexts.forEach((text, count) -> texts.merge(text, count, Long::sum));
    return new PhaseResult(
        elapsedNs + other.elapsedNs,
        sums,
        nulls + other.nulls,
        texts,
        unsent + other.unsent,
        lostConnections + other.lostConnections);
  }
}
