package io.trivet.it.nemesis;

import io.trivet.it.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a nemesis may touch in a run, with the means to do each fault and to undo all.
///
/// Threads: the test thread.
final class Scene {
  private static final int SHORTEST_DELAY_MS = 50;
  private static final int DELAYS_MS = 950;
  private static final String IN_SYNC = "in_sync:";
  private static final List<Integer> JUMPS_MS = List.of(500, -500, 3_600_000, -3_600_000);
  private static final long RECOVERS_WITHIN_MS = 10_000;
  private static final long STARTS_WITHIN_MS = 60_000;
  private static final long REVIVE_AFTER_MS = 500;

  private final Ground ground;
  private final Target target;
  private final HistoryRecorder recorder;
  private final Pulse pulse;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private final List<GapStart> gaps = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private boolean mayStall;

  Scene(Ground ground, Target target, HistoryRecorder recorder, Pulse pulse) {
    this.ground = ground;
    this.target = target;
    this.recorder = recorder;
    this.pulse = pulse;
  }

  /// A moment from which the first acknowledged write is looked for.
  ///
  /// @param name of the fault and whom it hit
  /// @param atNs since the history began, when the fault was complete
  record GapStart(String name, long atNs) {}

  Target target() {
    return target;
  }

  Ground ground() {
    return ground;
  }

  Pulse pulse() {
    return pulse;
  }

  /// Does a planned fault.
  void inject(Fault fault) throws InterruptedException {
    int victim = fault.victim(pulse.primary(), ground.members());
    Set<String> copies = copiesInSync();
    boolean isTooMuch =
        fault.kind() == FaultKind.WIPED_DISK && !(copies.size() == 2 && areAllThere());
    mayStall |= copies.size() < 2;
    inject(isTooMuch ? FaultKind.KILL : fault.kind(), victim, fault.other());
  }

  /// Whether all members answer: one whose disk was wiped does so when it has a vote again.
  private boolean areAllThere() throws InterruptedException {
    for (Member member : target.members()) {
      if (!Question.ask(ground, member.number(), "PING").contains("PONG")) {
        return false;
      }
    }
    return true;
  }

  /// The copies that the primary counts as in sync; none if it does not say.
  private Set<String> copiesInSync() throws InterruptedException {
    if (ground.members() == 1) {
      return Set.of();
    }
    String facts = Question.ask(ground, pulse.primary(), "INFO", "replication");
    return facts
        .lines()
        .filter(line -> line.startsWith(IN_SYNC))
        .flatMap(line -> Stream.of(line.substring(IN_SYNC.length()).split(",")))
        .collect(Collectors.toSet());
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
      case WIPED_DISK -> {
        victim.kill();
        victim.machine().wipe();
      }
      case CLOCK_JUMP -> victim.machine().shiftClock(JUMPS_MS.get(other % JUMPS_MS.size()));
    }
    counts.merge(kind, 1, Integer::sum);
    String role = kind == FaultKind.KILL_ALL ? "" : isPrimary ? " primary" : " other";
    long atNs = recorder.fault(kind.word() + " " + victim + role);
    gaps.add(new GapStart(kind.word() + role, atNs));
  }

  /// Undoes all faults: links whole, all members running.
  void heal() {
    noteEnded();
    if (ground.hasLinks()) {
      ground.heal();
    }
    target.members().forEach(Member::heal);
    recorder.fault("heal");
  }

  /// How often each kind was done.
  Map<FaultKind, Integer> counts() {
    return counts;
  }

  List<GapStart> gaps() {
    return gaps;
  }

  /// To be called after heal: writes must be acknowledged soon (I37), or when the members have
  /// started, if all were killed or a fault met a copy that was alone.
  ///
  /// @throws IllegalStateException if they are not even much later
  void expectWrites() throws InterruptedException {
    boolean isForgiven = mayStall;
    mayStall = false;
    long beginNs = System.nanoTime();
    boolean isServed = pulse.awaitWrite(REVIVE_AFTER_MS) >= 0;
    while (!isServed && elapsedMs(beginNs) < STARTS_WITHIN_MS) {
      noteEnded();
      target.members().forEach(Member::start);
      isServed = pulse.awaitWrite(REVIVE_AFTER_MS) >= 0;
    }
    long tookMs = elapsedMs(beginNs);
    if (!isServed) {
      throw new IllegalStateException("no write acknowledged for a minute after heal");
    }
    if (tookMs > RECOVERS_WITHIN_MS && !isForgiven) {
      String text = "no write acknowledged until " + tookMs + " ms after heal";
      recorder.fault(text);
      troubles.add(text);
    }
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
      if (member.hasEndedByItself()) {
        recorder.fault(member + " ended by itself");
        troubles.add(member + " ended by itself");
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
