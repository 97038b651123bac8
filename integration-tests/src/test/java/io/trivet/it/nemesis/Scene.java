package io.trivet.it.nemesis;

import io.trivet.it.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a nemesis may touch in a run, with the means to do each fault and to undo all.
///
/// Threads: the test thread.
final class Scene {
  private final Ground ground;
  private final Target target;
  private final HistoryRecorder recorder;
  private final Pulse pulse;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private final List<GapStart> gaps = new ArrayList<>();
  private final List<String> endedByThemselves = new ArrayList<>();

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

  /// Does a fault to a member, and notes it.
  void inject(FaultKind kind, int number, int other) {
    noteEnded();
    boolean isPrimary = pulse.primary() == number;
    Member victim = target.members().get(number - 1);
    switch (kind) {
      case KILL -> victim.kill();
      case KILL_ALL -> target.members().forEach(Member::kill);
      case PAUSE -> victim.pause();
      case ISOLATE -> {
        cutBoth(number, Ground.CLIENTS);
        others(number).forEach(peer -> cutBoth(number, peer));
      }
      case CUT_FROM_MEMBERS -> others(number).forEach(peer -> cutBoth(number, peer));
      case DEAF -> others(number).forEach(peer -> ground.cut(peer, number));
      case MUTE -> others(number).forEach(peer -> ground.cut(number, peer));
      case CUT_FROM_ONE -> cutBoth(number, others(number).get(other % others(number).size()));
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
    for (Member member : target.members()) {
      member.resume();
      member.start();
    }
    recorder.fault("heal");
  }

  /// How often each kind was done.
  Map<FaultKind, Integer> counts() {
    return counts;
  }

  List<GapStart> gaps() {
    return gaps;
  }

  /// Members that ended although nobody killed them.
  List<String> endedByThemselves() {
    noteEnded();
    return endedByThemselves;
  }

  private void noteEnded() {
    for (Member member : target.members()) {
      if (member.hasEndedByItself()) {
        recorder.fault(member + " ended by itself");
        endedByThemselves.add(member.toString());
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
