package io.trivet.it.nemesis;

/// Does faults to a scene.
@FunctionalInterface
interface Nemesis {

  /// Does faults and undoes them, until the time is over.
  ///
  /// @param untilNs by System.nanoTime
  void haunt(Scene scene, long untilNs) throws InterruptedException;

  /// Faults from a plan, one after the other: each lasts, is undone, and some calm follows.
  static Nemesis following(FaultPlan plan) {
    return (scene, untilNs) -> {
      while (System.nanoTime() < untilNs) {
        Fault fault = plan.next();
        int victim = fault.victim(scene.pulse().primary(), scene.ground().members());
        scene.inject(fault.kind(), victim, fault.other());
        last(fault.holdMs());
        scene.heal();
        last(fault.calmMs());
      }
    };
  }

  /// Lets time pass: how long a fault lasts is part of the fault.
  static void last(long ms) throws InterruptedException {
    Thread.sleep(ms);
  }
}
