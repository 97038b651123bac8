package io.trivet.server.command;

import io.trivet.storage.value.Bytes;

/// What a client told of itself and asked for: its name, its library, how it wants to be treated.
///
/// Threads: written by the client's loop, read by any.
public final class ClientTraits {
  private volatile Bytes name = Bytes.EMPTY;
  private volatile Bytes libraryName = Bytes.EMPTY;
  private volatile Bytes libraryVersion = Bytes.EMPTY;
  private volatile boolean isKeptFromEviction;
  private volatile boolean leavesAccessClock;
  private ReplyMode replyMode = ReplyMode.ON;

  /// The name given by CLIENT SETNAME, empty if there is none.
  public Bytes name() {
    return name;
  }

  public void name(Bytes text) {
    name = text;
  }

  /// The library given by CLIENT SETINFO, empty if there is none.
  public Bytes libraryName() {
    return libraryName;
  }

  public void libraryName(Bytes text) {
    libraryName = text;
  }

  /// The library's version given by CLIENT SETINFO, empty if there is none.
  public Bytes libraryVersion() {
    return libraryVersion;
  }

  public void libraryVersion(Bytes text) {
    libraryVersion = text;
  }

  /// Whether the client is spared when clients are closed for memory.
  public boolean isKeptFromEviction() {
    return isKeptFromEviction;
  }

  public void keptFromEviction(boolean isTrue) {
    isKeptFromEviction = isTrue;
  }

  /// Whether the client's commands leave the access clocks of keys as they are.
  public boolean leavesAccessClock() {
    return leavesAccessClock;
  }

  public void leavesAccessClock(boolean isTrue) {
    leavesAccessClock = isTrue;
  }

  /// Whether the client wants replies. Only for its loop.
  public ReplyMode replyMode() {
    return replyMode;
  }

  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /// What RESET does: only the library stays.
  public void reset() {
    name = Bytes.EMPTY;
    isKeptFromEviction = false;
    leavesAccessClock = false;
    replyMode = ReplyMode.ON;
  }
}
