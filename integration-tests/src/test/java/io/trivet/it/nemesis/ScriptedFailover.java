package io.trivet.it.nemesis;

import java.util.Random;

/// Kills the primary of a [RedisPair] under load and makes its replica the primary, again and
/// again, as an operator's script would.
///
/// Before some of the kills the link between the two is cut for a moment, which a store that
/// acknowledges what its replica has not received does not survive without loss.
///
/// @param cutPercent of the kills that follow on a cut
record ScriptedFailover(RedisPair pair, Random random, int cutPercent) implements Nemesis {
  private static final int LONGEST_CALM_MS = 1500;
  private static final int LONGEST_CUT_MS = 500;
  private static final long NOTICED_AFTER_MS = 200;

  @Override
  public void haunt(Scene scene, long untilNs) throws InterruptedException {
    int primary = scene.pulse().primary();
    while (System.nanoTime() < untilNs) {
      int replica = 3 - primary;
      pair.awaitCopy(replica);
      Nemesis.last(random.nextInt(LONGEST_CALM_MS));
      if (random.nextInt(100) < cutPercent) {
        scene.inject(FaultKind.CUT_FROM_MEMBERS, primary, 0);
        Nemesis.last(random.nextInt(LONGEST_CUT_MS));
      }
      scene.inject(FaultKind.KILL, primary, 0);
      Nemesis.last(NOTICED_AFTER_MS);
      pair.promote(replica);
      pair.configure(replica, replica);
      pair.configure(primary, replica);
      Nemesis.last(NOTICED_AFTER_MS);
      scene.heal();
      primary = replica;
    }
  }
}
