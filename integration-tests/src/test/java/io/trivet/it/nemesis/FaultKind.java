package io.trivet.it.nemesis;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  CUT_FROM_ONE,
  /// kill -9, and what was not synced is gone from its disk; started again.
  POWER_LOSS,
  /// One sync fails, and those after it work; started again if that ended it.
  SYNC_ERROR,
  /// Each sync takes some hundred milliseconds longer.
  SLOW_DISK,
  /// Not a byte of the disk is free.
  DISK_FULL,
  /// The wall clock jumps, by some hundred milliseconds or by an hour, and back.
  CLOCK_JUMP,
  /// kill -9, and all data gone, of a copy or of the voter; started again. Only while both copies
  /// are in sync and all members answer; else it is a KILL.
  WIPED_DISK;

  private static final Set<FaultKind> OF_PROCESSES = EnumSet.of(KILL, KILL_ALL, PAUSE);
  private static final Set<FaultKind> OF_LINKS =
      EnumSet.of(ISOLATE, CUT_FROM_MEMBERS, DEAF, MUTE, CUT_FROM_ONE);
  private static final Set<FaultKind> OF_MACHINES =
      EnumSet.of(POWER_LOSS, SYNC_ERROR, SLOW_DISK, DISK_FULL, CLOCK_JUMP, WIPED_DISK);

  private static final Set<FaultKind> WANTED =
      parse(System.getProperty("trivet.nemesis.kinds", ""));

  /// All that a ground allows, and that `-Dtrivet.nemesis.kinds=kill,pause` leaves, and a target is
  /// meant to survive.
  static Set<FaultKind> on(Ground ground) {
    Set<FaultKind> kinds = EnumSet.copyOf(OF_PROCESSES);
    if (ground.hasLinks() && ground.members() > 1) {
      kinds.addAll(OF_LINKS);
    }
    if (ground.hasLinks()) {
      kinds.addAll(OF_MACHINES);
    }
    if (ground.members() == 1) {
      kinds.removeAll(EnumSet.of(POWER_LOSS, WIPED_DISK));
    }
    kinds.retainAll(WANTED);
    return kinds;
  }

  /// @param words as [#word()] gives them, separated by commas; none stands for all
  private static Set<FaultKind> parse(String words) {
    return Stream.of(values())
        .filter(kind -> words.isEmpty() || List.of(words.split(",")).contains(kind.word()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
  }

  /// Whether it needs a machine that can fail.
  boolean isOfMachines() {
    return OF_MACHINES.contains(this);
  }

  /// Whether another fault may come before it is undone. While the power of one copy is cut, what
  /// the other has not synced is nowhere durable.
  boolean allowsAnother() {
    return this != POWER_LOSS && this != WIPED_DISK && this != KILL_ALL;
  }

  /// As histories and the ledger write it.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
