package io.trivet.server.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.server.command.LatencyEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Keeps what took longer than a threshold, by kind of event: the worst of each second, the newest
/// 160 of them.
///
/// Threads: any; one lock, taken only for what took long.
public final class LatencyMonitor implements LatencyEvents {
  private static final int MAX_SAMPLES = 160;

  /// The samples of one kind.
  private static final class History {
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long worstMs;
  }

  @GuardedBy("histories")
  private final Map<String, History> histories = new TreeMap<>();

  private volatile long thresholdNs;

  /// Keeps what took `thresholdMs` or longer; 0 keeps nothing.
  public LatencyMonitor(long thresholdMs) {
    thresholdMs(thresholdMs);
  }

  /// Changes the threshold; 0 keeps nothing any more.
  public void thresholdMs(long thresholdMs) {
    thresholdNs =
        thresholdMs == 0 || thresholdMs > Long.MAX_VALUE / 1_000_000
            ? Long.MAX_VALUE
            : TimeUnit.MILLISECONDS.toNanos(thresholdMs);
  }

  /// Whether an event that took so long is kept.
  public boolean isLong(long durationNs) {
    return durationNs >= thresholdNs;
  }

  /// Notes an event, if it took long.
  public void note(String event, long durationNs, long nowMs) {
    if (!isLong(durationNs)) {
      return;
    }
    Sample sample =
        new Sample(
            TimeUnit.MILLISECONDS.toSeconds(nowMs), TimeUnit.NANOSECONDS.toMillis(durationNs));
    synchronized (histories) {
      add(histories.computeIfAbsent(event, _ -> new History()), sample);
    }
  }

  @Override
  public List<Event> all() {
    List<Event> all = new ArrayList<>();
    synchronized (histories) {
      histories.forEach((name, history) ->
          all.add(new Event(name, List.copyOf(history.samples), history.worstMs)));
    }
    return all;
  }

  @Override
  public List<Sample> history(String name) {
    synchronized (histories) {
      History history = histories.get(name.toLowerCase(Locale.ROOT));
      return history == null ? List.of() : List.copyOf(history.samples);
    }
  }

  @Override
  public int reset(Collection<String> names) {
    synchronized (histories) {
      int before = histories.size();
      if (names.isEmpty()) {
        histories.clear();
      } else {
        names.forEach(name -> histories.remove(name.toLowerCase(Locale.ROOT)));
      }
      return before - histories.size();
    }
  }

  private static void add(History history, Sample sample) {
    history.worstMs = Math.max(history.worstMs, sample.latencyMs());
    Sample last = history.samples.peekLast();
    if (last != null && last.atSeconds() == sample.atSeconds()) {
      if (sample.latencyMs() > last.latencyMs()) {
        history.samples.removeLast();
        history.samples.addLast(sample);
      }
      return;
    }
    history.samples.addLast(sample);
    if (history.samples.size() > MAX_SAMPLES) {
      history.samples.removeFirst();
    }
  }
}
