package io.trivet.it.nemesis;

/// Does faults to a scene.
@FunctionalInterface
interface Nemesis {

  /// Does faults and undoes them, until the time is over.
  ///
  /// @param untilNs by System.nanoTime
  void haunt(Scene scene, long untilNs) throws InterruptedException;

  /// Faults from a plan: each lasts, sometimes another comes on top of it, all are undone, writes
  /// must be acknowledged again, and some calm follows.
  static Nemesis following(FaultPlan plan) {
    return (scene, untilNs) -> {
      while (System.nanoTime() < untilNs) {
        Fault fault = plan.next();
        scene.inject(fault);
        last(fault.holdMs());
        Fault second = plan.next();
        if (plan.overlaps() && fault.kind().allowsAnother() && second.kind().allowsAnother()) {
          scene.inject(second);
          last(second.holdMs());
        }
        scene.heal();
        scene.expectWrites();
        last(fault.calmMs());
      }
    };
  }

  /// Lets time pass: how long a fault lasts is part of the fault.
  static void last(long ms) throws InterruptedException {
    Thread.sleep(ms);
  }
}
