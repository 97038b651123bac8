package io.trivet.server.session;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// What MULTI has queued and WATCH has noted in one session.
///
/// Threads: the session's event loop. Bounded by the session's query buffer limit, which counts
/// [#queuedBytes].
public final class Transaction {

  /// A command that waits for EXEC; its words are its own.
  public record Queued(CommandSpec spec, Request request) {}

  /// A key as it was at WATCH.
  public record Watched(int databaseIndex, Bytes key, long version) {}

  private final List<Queued> queued = new ArrayList<>(0);
  private final List<Watched> watched = new ArrayList<>(0);
  private volatile boolean isOpen;
  private boolean isBroken;
  private volatile long queuedBytes;
  private volatile int queuedCount;

  /// MULTI has been given.
  public boolean isOpen() {
    return isOpen;
  }

  public void open() {
    isOpen = true;
  }

  /// A command could not be queued: EXEC will refuse.
  public void breakOff() {
    isBroken = isOpen;
  }

  public boolean isBroken() {
    return isBroken;
  }

  public void queue(Queued command) {
    queued.add(command);
    long bytes = queuedBytes;
    for (int i = 0; i < command.request().count(); i++) {
      bytes += command.request().length(i);
    }
    queuedBytes = bytes;
    queuedCount = queued.size();
  }

  public List<Queued> queued() {
    return queued;
  }

  /// How many commands are queued; for any thread.
  public int queuedCount() {
    return queuedCount;
  }

  /// Bytes of their words; for any thread.
  public long queuedBytes() {
    return queuedBytes;
  }

  public void watch(Watched key) {
    watched.add(key);
  }

  public List<Watched> watched() {
    return watched;
  }

  public void unwatch() {
    watched.clear();
  }

  /// Forgets everything: after EXEC, DISCARD, RESET.
  public void close() {
    queued.clear();
    watched.clear();
    queuedBytes = 0;
    queuedCount = 0;
    isOpen = false;
    isBroken = false;
  }
}
