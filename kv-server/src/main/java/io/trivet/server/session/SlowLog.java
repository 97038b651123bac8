package io.trivet.server.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SlowCommands;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The commands that took longer than a threshold, the newest of them.
///
/// ```
/// at most 32 words, the last of which then says how many more there were
/// at most 128 bytes a word, behind which it says how many more there were
/// ```
///
/// Threads: any; one lock, taken only for commands that are slow.
public final class SlowLog implements SlowCommands {
  private static final int MAX_WORDS = 32;
  private static final int MAX_WORD_BYTES = 128;

  @GuardedBy("this")
  private final ArrayDeque<SlowCommand> entries = new ArrayDeque<>();

  @GuardedBy("this")
  private long nextId;

  @GuardedBy("this")
  private long maxEntries;

  private volatile long thresholdNs;

  /// Keeps up to `maxEntries` commands that took `thresholdUs` or longer; a negative threshold
  /// keeps none.
  public SlowLog(long thresholdUs, long maxEntries) {
    this.maxEntries = maxEntries;
    thresholdUs(thresholdUs);
  }

  /// Changes the threshold; negative keeps nothing any more.
  public void thresholdUs(long thresholdUs) {
    thresholdNs = thresholdUs < 0 ? Long.MAX_VALUE : nanos(thresholdUs);
  }

  /// Changes how many are kept.
  public synchronized void maxEntries(long entriesKept) {
    maxEntries = entriesKept;
    trim();
  }

  /// Whether a command that took so long is slow.
  public boolean isSlow(long durationNs) {
    return durationNs >= thresholdNs;
  }

  /// Notes a slow command, if it may be shown.
  public void note(
      CommandSpec spec, Session session, Request request, long durationNs, long nowMs) {
    if (spec.has(CommandFlag.SKIP_SLOWLOG)) {
      return;
    }
    List<Bytes> words = words(spec, request);
    synchronized (this) {
      entries.addFirst(
          new SlowCommand(
              nextId++,
              nowMs,
              TimeUnit.NANOSECONDS.toMicros(durationNs),
              words,
              session.address(),
              session.traits().name()));
      trim();
    }
  }

  @Override
  public synchronized List<SlowCommand> newest(long count) {
    return entries.stream().limit(count).toList();
  }

  @Override
  public synchronized int count() {
    return entries.size();
  }

  @Override
  public synchronized void reset() {
    entries.clear();
  }

  @GuardedBy("this")
  private void trim() {
    while (entries.size() > maxEntries) {
      entries.removeLast();
    }
  }

  private static List<Bytes> words(CommandSpec spec, Request request) {
    Redaction redaction = new Redaction(spec, request);
    int count = request.count();
    int shown = count > MAX_WORDS ? MAX_WORDS - 1 : count;
    List<Bytes> words = new ArrayList<>(shown + 1);
    for (int i = 0; i < shown; i++) {
      words.add(shortened(redaction.word(i)));
    }
    if (shown < count) {
      words.add(Bytes.utf8("... (" + (count - shown) + " more arguments)"));
    }
    return words;
  }

  private static Bytes shortened(Bytes word) {
    if (word.length() <= MAX_WORD_BYTES) {
      return word;
    }
    byte[] note = Bytes.utf8("... (" + (word.length() - MAX_WORD_BYTES) + " more bytes)").array();
    byte[] shown = new byte[MAX_WORD_BYTES + note.length];
    System.arraycopy(word.array(), 0, shown, 0, MAX_WORD_BYTES);
    System.arraycopy(note, 0, shown, MAX_WORD_BYTES, note.length);
    return Bytes.of(shown);
  }

  private static long nanos(long us) {
    return us > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : us * 1000;
  }
}
