package io.trivet.server.failover;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/// A thread of a simulated process: does what it is given in order, each a little later.
final class SimThread implements Executor {
  private final SimServer server;
  private final boolean usesDisk;
  private final long usualNs;
  private final long rareNs;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

  /// @param usesDisk whether it stands still while the disk does
  SimThread(SimServer server, boolean usesDisk, long usualNs, long rareNs) {
    this.server = server;
    this.usesDisk = usesDisk;
    this.usualNs = usualNs;
    this.rareNs = rareNs;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    server.later(server.group().world.delayNs(usualNs, rareNs), this::runNext);
  }

  /// Does something now, on this thread.
  void run(Runnable task) {
    server.on(this, task);
  }

  private void runNext() {
    long stalledNs = server.machine().stalledUntilNs - server.group().world.nowNs();
    if (usesDisk && stalledNs > 0) {
      server.later(stalledNs, this::runNext);
      return;
    }
    Runnable task = tasks.poll();
    if (task != null) {
      run(task);
    }
  }
}
