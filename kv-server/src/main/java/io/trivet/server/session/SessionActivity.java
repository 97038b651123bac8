package io.trivet.server.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// What a session did last and how much it holds, noted for others to see.
///
/// Threads: written by the session's loop, read by any. Opaque mode: each value is whole and soon
/// seen, and writing costs no more than a plain field; nothing depends on their order.
@SuppressWarnings("UnusedVariable") // the fields are read and written through their handles
final class SessionActivity {
  private static final VarHandle COMMAND;
  private static final VarHandle AT_MS;
  private static final VarHandle INPUT;
  private static final VarHandle INPUT_ROOM;
  private static final VarHandle OUTPUT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COMMAND = lookup.findVarHandle(SessionActivity.class, "command", String.class);
      AT_MS = lookup.findVarHandle(SessionActivity.class, "atMs", long.class);
      INPUT = lookup.findVarHandle(SessionActivity.class, "inputBytes", long.class);
      INPUT_ROOM = lookup.findVarHandle(SessionActivity.class, "inputRoomBytes", long.class);
      OUTPUT = lookup.findVarHandle(SessionActivity.class, "outputBytes", long.class);
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  private @Nullable String command;
  private long atMs;
  private long inputBytes;
  private long inputRoomBytes;
  private long outputBytes;

  SessionActivity(long nowMs) {
    this.atMs = nowMs;
  }

  /// A command came.
  void came(String name) {
    COMMAND.setOpaque(this, name);
  }

  /// Something came or went.
  void at(long nowMs) {
    AT_MS.setOpaque(this, nowMs);
  }

  /// So many bytes are held.
  void holds(long input, long inputRoom, long output) {
    INPUT.setOpaque(this, input);
    INPUT_ROOM.setOpaque(this, inputRoom);
    OUTPUT.setOpaque(this, output);
  }

  /// The last command, empty before the first.
  String command() {
    Object name = COMMAND.getOpaque(this);
    return name == null ? "" : (String) name;
  }

  /// When something came or went last, on the wall clock.
  long atMs() {
    return (long) AT_MS.getOpaque(this);
  }

  long inputBytes() {
    return (long) INPUT.getOpaque(this);
  }

  long inputRoomBytes() {
    return (long) INPUT_ROOM.getOpaque(this);
  }

  long outputBytes() {
    return (long) OUTPUT.getOpaque(this);
  }
}
