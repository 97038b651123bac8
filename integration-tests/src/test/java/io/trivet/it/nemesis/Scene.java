package io.trivet.it.nemesis;

import io.trivet.it.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What a nemesis may touch in a run, with the means to do each fault and to undo all.
///
/// Threads: the test thread.
final class Scene {
  private static final int SHORTEST_DELAY_MS = 50;
  private static final int DELAYS_MS = 950;
  private static final List<Integer> JUMPS_MS = List.of(500, -500, 3_600_000, -3_600_000);
  private static final long RECOVERS_WITHIN_MS = 10_000;
  private static final long GIVES_UP_AFTER_MS = 180_000;
  private static final long EQUAL_WITHIN_MS = 60_000;
  private static final long REVIVE_AFTER_MS = 500;
  private static final long LOOK_MS = 100;

  private final Ground ground;
  private final Target target;
  private final HistoryRecorder recorder;
  private final Pulse pulse;
  private final Health health;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private final List<GapStart> gaps = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private boolean mayStall;
  private boolean isWhole = true;
  private int notHealed;

  Scene(Ground ground, Target target, HistoryRecorder recorder, Pulse pulse) {
    this.ground = ground;
    this.target = target;
    this.recorder = recorder;
    this.pulse = pulse;
    this.health = new Health(ground);
  }

  /// A moment from which the first acknowledged write is looked for.
  ///
  /// @param name of the fault and whom it hit
  /// @param atNs since the history began, when the fault was complete
  /// @param isAlone whether it met a group that was whole, and no fault that was not healed
  record GapStart(String name, long atNs, boolean isAlone) {}

  Target target() {
    return target;
  }

  Ground ground() {
    return ground;
  }

  Pulse pulse() {
    return pulse;
  }

  /// Does a planned fault. A disk is wiped only while the group is whole; else it is a kill.
  void inject(Fault fault) throws InterruptedException {
    int victim = fault.victim(pulse.primary(), ground.members());
    isWhole = health.isWhole(pulse.primary());
    boolean isTooMuch = fault.kind() == FaultKind.WIPED_DISK && !isWhole;
    mayStall |= !isWhole;
    inject(isTooMuch ? FaultKind.KILL : fault.kind(), victim, fault.other());
    if (fault.kind() == FaultKind.WIPED_DISK && !isTooMuch) {
      wipe(target.members().get(victim - 1));
    }
  }

  /// Takes the data of a killed member away, as soon as a write shows that the others have all and
  /// count without it.
  private void wipe(Member victim) throws InterruptedException {
    if (pulse.awaitWrite(RECOVERS_WITHIN_MS) >= 0) {
      victim.machine().wipe();
      recorder.fault("wiped " + victim);
    } else {
      note("no write within " + RECOVERS_WITHIN_MS + " ms of the kill of " + victim);
    }
  }

  /// Does a fault to a member, and notes it.
  void inject(FaultKind kind, int number, int other) {
    noteEnded();
    boolean isPrimary = pulse.primary() == number;
    Member victim = target.members().get(number - 1);
    switch (kind) {
      case KILL -> victim.kill();
      case KILL_ALL -> {
        target.members().forEach(Member::kill);
        mayStall = true;
      }
      case PAUSE -> victim.pause();
      case ISOLATE -> {
        cutBoth(number, Ground.CLIENTS);
        others(number).forEach(peer -> cutBoth(number, peer));
      }
      case CUT_FROM_MEMBERS -> others(number).forEach(peer -> cutBoth(number, peer));
      case DEAF -> others(number).forEach(peer -> ground.cut(peer, number));
      case MUTE -> others(number).forEach(peer -> ground.cut(number, peer));
      case CUT_FROM_ONE -> cutBoth(number, others(number).get(other % others(number).size()));
      case POWER_LOSS -> {
        victim.kill();
        victim.machine().cutPower();
      }
      case SYNC_ERROR -> {
        victim.mayEnd();
        victim.machine().failNextSync();
      }
      case SLOW_DISK -> victim.machine().delaySyncs(SHORTEST_DELAY_MS + other % DELAYS_MS);
      case DISK_FULL -> {
        victim.mayEnd();
        victim.machine().fill();
      }
      case WIPED_DISK -> victim.kill();
      case CLOCK_JUMP -> victim.machine().shiftClock(JUMPS_MS.get(other % JUMPS_MS.size()));
    }
    counts.merge(kind, 1, Integer::sum);
    String role = kind == FaultKind.KILL_ALL ? "" : isPrimary ? " primary" : " other";
    long atNs = recorder.fault(kind.word() + " " + victim + role);
    boolean isAlone = notHealed == 0 && (isWhole || !target.isGroup());
    gaps.add(new GapStart(kind.word() + role, atNs, isAlone));
    notHealed++;
  }

  /// Undoes all faults: links whole, all members running.
  void heal() {
    noteEnded();
    if (ground.hasLinks()) {
      ground.heal();
    }
    target.members().forEach(Member::heal);
    recorder.fault("heal");
    notHealed = 0;
  }

  /// How often each kind was done.
  Map<FaultKind, Integer> counts() {
    return counts;
  }

  List<GapStart> gaps() {
    return gaps;
  }

  /// To be called after heal: writes must be acknowledged soon (I37).
  ///
  /// After a fault that met a group which was not whole, or that killed all, that is: soon after
  /// all members answer again. How long a start takes is the machine's affair.
  ///
  /// @throws IllegalStateException if they are not even much later
  void expectWrites() throws InterruptedException {
    boolean waitsForStarts = mayStall;
    mayStall = false;
    long beginNs = System.nanoTime();
    long countsFromNs = beginNs;
    while (pulse.awaitWrite(REVIVE_AFTER_MS) < 0) {
      noteEnded();
      target.members().forEach(Member::start);
      if (waitsForStarts && !health.areAllThere()) {
        countsFromNs = System.nanoTime();
      }
      if (elapsedMs(beginNs) > GIVES_UP_AFTER_MS) {
        throw new IllegalStateException(
            "no write acknowledged for " + elapsedMs(beginNs) + " ms after heal" + state());
      }
    }
    long tookMs = elapsedMs(countsFromNs);
    if (tookMs > RECOVERS_WITHIN_MS) {
      String text = "no write acknowledged until " + tookMs + " ms after ";
      text += waitsForStarts ? "all members answered" : "heal";
      note(text);
    }
  }

  /// To be called in the end, after heal: all members must come back into the group, also one with
  /// an empty disk.
  void expectWhole() throws InterruptedException {
    long beginNs = System.nanoTime();
    while (!health.isWhole(pulse.primary())) {
      noteEnded();
      target.members().forEach(Member::start);
      if (elapsedMs(beginNs) > GIVES_UP_AFTER_MS) {
        note("not whole " + elapsedMs(beginNs) + " ms after the last fault" + state());
        return;
      }
      Nemesis.last(LOOK_MS);
    }
  }

  /// To be called when nothing writes any more: both copies must become the same.
  void expectSameCopies() throws InterruptedException {
    long beginNs = System.nanoTime();
    while (!health.areCopiesEqual()) {
      if (elapsedMs(beginNs) > EQUAL_WITHIN_MS) {
        note("copies differ " + elapsedMs(beginNs) + " ms after the last write" + state());
        return;
      }
      Nemesis.last(LOOK_MS);
    }
  }

  private void note(String trouble) {
    recorder.fault(trouble.lines().findFirst().orElse(""));
    troubles.add(trouble);
  }

  /// What the members say, and puts the stacks of their threads into their logs.
  private String state() throws InterruptedException {
    target.members().forEach(Member::dumpThreads);
    return health.text();
  }

  /// Members that ended although nobody killed them, and slow recoveries.
  List<String> troubles() {
    noteEnded();
    return troubles;
  }

  private static long elapsedMs(long beginNs) {
    return (System.nanoTime() - beginNs) / 1_000_000;
  }

  private void noteEnded() {
    for (Member member : target.members()) {
      OptionalInt code = member.endedByItself();
      if (code.isPresent()) {
        note(member + " ended by itself, exit code " + code.getAsInt());
        member.kill();
      }
    }
  }

  private List<Integer> others(int number) {
    return target.members().stream().map(Member::number).filter(n -> n != number).toList();
  }

  private void cutBoth(int one, int another) {
    ground.cut(one, another);
    ground.cut(another, one);
  }
}
