package io.trivet.server.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The counters of all commands, summed over the threads that execute them.
///
/// Invariants: the sums since the start never fall; CONFIG RESETSTAT only moves the point from
/// which [#sinceReset] counts.
///
/// Threads: any. Each thread that executes commands writes a [CommandStats] of its own.
public final class CommandMetrics {
  private final List<String> names;
  private final List<CommandStats> parts = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private CommandTotals[] atReset;

  /// Counters for commands.
  ///
  /// @param names the commands in the order of their indexes, in lower case, a subcommand as
  ///   `config|get`
  public CommandMetrics(List<String> names) {
    this.names = List.copyOf(names);
    this.atReset = new CommandTotals[names.size()];
    Arrays.fill(atReset, CommandTotals.NONE);
  }

  /// Counters for one more thread that executes commands. They count until the server stops.
  public CommandStats newStats() {
    CommandStats stats = new CommandStats(names.size());
    parts.add(stats);
    return stats;
  }

  /// What was counted of one command since the start.
  public CommandTotals sinceStart(int commandIndex) {
    CommandTotals sum = CommandTotals.NONE;
    for (CommandStats part : parts) {
      CommandTotals totals = part.totals(commandIndex);
      sum = totals.isEmpty() ? sum : sum.plus(totals);
    }
    return sum;
  }

  /// What was counted since the start, by name; commands that nobody called are left out.
  public Map<String, CommandTotals> sinceStart() {
    Map<String, CommandTotals> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      CommandTotals totals = sinceStart(i);
      if (!totals.isEmpty()) {
        byName.put(names.get(i), totals);
      }
    }
    return byName;
  }

  /// What was counted since the last reset, by name; commands that nobody called are left out.
  public Map<String, CommandTotals> sinceReset() {
    Map<String, CommandTotals> byName = new LinkedHashMap<>();
    synchronized (lock) {
      for (int i = 0; i < names.size(); i++) {
        CommandTotals totals = sinceStart(i);
        if (!totals.isEmpty()) {
          totals = totals.since(atReset[i]);
        }
        if (!totals.isEmpty()) {
          byName.put(names.get(i), totals);
        }
      }
    }
    return byName;
  }

  /// Lets [#sinceReset] count from here, as CONFIG RESETSTAT asks.
  public void reset() {
    synchronized (lock) {
      for (int i = 0; i < names.size(); i++) {
        atReset[i] = sinceStart(i);
      }
    }
  }
}
