package io.trivet.it.nemesis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What is done to a member, and undone after a while.
enum FaultKind {
  /// kill -9; started again.
  KILL,
  /// kill -9 of all; started again.
  KILL_ALL,
  /// SIGSTOP; SIGCONT.
  PAUSE,
  /// Cut off from the other members and from all clients.
  ISOLATE,
  /// Cut off from the other members; clients still reach it.
  CUT_FROM_MEMBERS,
  /// It hears nothing of the other members, but they hear it.
  DEAF,
  /// It hears the other members, but they do not hear it.
  MUTE,
  /// Cut off from one other member.
  CUT_FROM_ONE;

  private static final Set<FaultKind> WITHOUT_LINKS = EnumSet.of(KILL, KILL_ALL, PAUSE);

  /// All that a ground allows.
  static Set<FaultKind> on(Ground ground) {
    return ground.hasLinks() ? EnumSet.allOf(FaultKind.class) : WITHOUT_LINKS;
  }

  /// As histories and the ledger write it.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
