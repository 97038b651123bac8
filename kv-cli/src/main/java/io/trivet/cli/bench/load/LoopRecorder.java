package io.trivet.cli.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// What the connections of one event loop measured in one phase. Outside of its window, between
/// [#open] and [#close], it counts errors and nothing else.
///
/// Threads: the event loop's; the others read it after the phase.
final class LoopRecorder {
  private static final long MAX_LATENCY_NS = 600_000_000_000L;
  private static final long LOWEST_DISCERNIBLE_NS = 100;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int MAX_ERROR_TEXTS = 16;
  private static final String OTHER_ERRORS = "(others)";

  private final List<Histogram> histograms;
  private final long[] errors;
  private final Map<String, Long> errorTexts = new LinkedHashMap<>();
  private boolean isOpen;
  private long openedNs;
  private long closedNs;
  private long lastReplyNs;
  private long nulls;
  private long unsent;

  LoopRecorder(int commands) {
    this.histograms = IntStream.range(0, commands).mapToObj(_ -> histogram()).toList();
    this.errors = new long[commands];
  }

  /// An empty histogram of latencies in nanoseconds, as all of them are here.
  static Histogram histogram() {
    return new Histogram(LOWEST_DISCERNIBLE_NS, MAX_LATENCY_NS, SIGNIFICANT_DIGITS);
  }

  void open(long nowNs) {
    isOpen = true;
    openedNs = nowNs;
    lastReplyNs = nowNs;
  }

  void close(long nowNs) {
    isOpen = false;
    closedNs = nowNs;
  }

  /// Records that `count` operations were answered, each after `latencyNs`.
  void record(int command, long latencyNs, long count, long nowNs) {
    if (isOpen) {
      histograms.get(command).recordValueWithCount(Math.clamp(latencyNs, 0, MAX_LATENCY_NS), count);
      lastReplyNs = nowNs;
    }
  }

  /// Records that so many replies were null.
  void addNulls(long replies) {
    nulls += isOpen ? replies : 0;
  }

  /// Records an error reply to an operation.
  void error(int command, String message) {
    errors[command]++;
    error(message);
  }

  /// Records an error that belongs to no operation.
  void error(String message) {
    boolean isKept = errorTexts.containsKey(message) || errorTexts.size() < MAX_ERROR_TEXTS;
    errorTexts.merge(isKept ? message : OTHER_ERRORS, 1L, Long::sum);
  }

  /// Adds operations that were due under a fixed rate when the window closed, and were not sent.
  void addUnsent(long operations) {
    unsent += operations;
  }

  /// The results of all loops together.
  ///
  /// @param endsWithLastReply whether the window ends with the last reply, or when it was closed
  static PhaseResult merge(
      List<LoopRecorder> recorders, List<String> names, boolean endsWithLastReply, int lost) {
    long openedNs = Long.MAX_VALUE;
    long closedNs = Long.MIN_VALUE;
    long nulls = 0;
    long unsent = 0;
    Map<String, Long> texts = new LinkedHashMap<>();
    for (LoopRecorder recorder : recorders) {
      openedNs = Math.min(openedNs, recorder.openedNs);
      closedNs = Math.max(closedNs, endsWithLastReply ? recorder.lastReplyNs : recorder.closedNs);
      nulls += recorder.nulls;
      unsent += recorder.unsent;
      recorder.errorTexts.forEach((text, count) -> texts.merge(text, count, Long::sum));
    }
    List<CommandResult> commands = new ArrayList<>();
    for (int command = 0; command < names.size(); command++) {
      commands.add(mergeCommand(recorders, names.get(command), command));
    }
    long elapsedNs = Math.max(0, closedNs - openedNs);
    return new PhaseResult(elapsedNs, commands, nulls, texts, unsent, lost);
  }

  private static CommandResult mergeCommand(
      List<LoopRecorder> recorders, String name, int command) {
    Histogram all = histogram();
    long errors = 0;
    for (LoopRecorder recorder : recorders) {
      all.add(recorder.histograms.get(command));
      errors += recorder.errors[command];
    }
    return new CommandResult(name, all, errors);
  }
}
