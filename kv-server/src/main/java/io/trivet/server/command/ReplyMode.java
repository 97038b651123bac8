package io.trivet.server.command;

/// Whether a client wants replies to its commands. Messages of channels come in any case.
public enum ReplyMode {
  /// It wants them.
  ON,
  /// It wants none.
  OFF,
  /// It wants none to the command after the one that is being answered.
  SKIP_NEXT,
  /// It wants none to the command that is being answered.
  SKIP;

  /// Whether the command that is being answered gets its reply.
  public boolean replies() {
    return this == ON || this == SKIP_NEXT;
  }

  /// The mode once a command has been answered.
  public ReplyMode afterReply() {
    return switch (this) {
      case ON, SKIP -> ON;
      case OFF -> OFF;
      case SKIP_NEXT -> SKIP;
    };
  }
}
