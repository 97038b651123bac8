package io.trivet.server.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts the errors that clients were answered, by their first word.
///
/// Scripts and clients can invent words, so only the first 128 have a counter of their own; further
/// ones are counted as `OTHER`.
///
/// Threads: any.
public final class ErrorMetrics {
  private static final int MOST_WORDS = 128;
  private static final String OTHER = "OTHER";

  private final Map<String, LongAdder> sinceStart = new ConcurrentHashMap<>();
  private final Map<String, Long> atReset = new ConcurrentHashMap<>();

  /// Counts an error by its first word, such as `WRONGTYPE`.
  public void record(String word) {
    LongAdder count = sinceStart.get(word);
    if (count == null) {
      String name = sinceStart.size() < MOST_WORDS ? word : OTHER;
      count = sinceStart.computeIfAbsent(name, absent -> new LongAdder());
    }
    count.increment();
  }

  /// The errors since the start, by word in alphabetical order.
  public Map<String, Long> sinceStart() {
    Map<String, Long> counts = new TreeMap<>();
    sinceStart.forEach((word, count) -> counts.put(word, count.sum()));
    return counts;
  }

  /// The errors since the last reset, by word in alphabetical order.
  public Map<String, Long> sinceReset() {
    Map<String, Long> counts = new TreeMap<>();
    sinceStart()
        .forEach((word, count) -> {
          long since = count - atReset.getOrDefault(word, 0L);
          if (since > 0) {
            counts.put(word, since);
          }
        });
    return counts;
  }

  /// Lets [#sinceReset] count from here.
  public void reset() {
    atReset.putAll(sinceStart());
  }
}
