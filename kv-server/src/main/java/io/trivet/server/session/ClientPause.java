package io.trivet.server.session;

import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.PauseControl;
import io.trivet.server.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Holds back commands while CLIENT PAUSE says so. Clients that are held are parked, so nothing of
/// them is decoded meanwhile.
///
/// Threads: any. Bounded by the number of connections, each of which is held once.
public final class ClientPause implements PauseControl {

  /// What is held until when, if anything is.
  private record State(boolean isOn, Scope scope, long untilMs) {
    boolean isOnAt(long nowMs) {
      return isOn && untilMs > nowMs;
    }
  }

  private static final State NONE = new State(false, Scope.WRITE, 0);

  private final Clock clock;
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
  private volatile State state = NONE;

  public ClientPause(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void pause(Scope scope, long untilMs) {
    State now = state;
    boolean isOn = now.isOnAt(clock.wallMs());
    Scope stricter = isOn && now.scope() == Scope.ALL ? Scope.ALL : scope;
    state = new State(true, stricter, isOn ? Math.max(untilMs, now.untilMs()) : untilMs);
  }

  @Override
  public void unpause() {
    state = NONE;
    resumeAll();
  }

  @Override
  public boolean holdsWrites() {
    return state.isOnAt(clock.wallMs());
  }

  /// Whether a command must wait now. Costs one read while nothing is paused.
  public boolean holds(CommandSpec spec, Transaction transaction) {
    State now = state;
    if (!now.isOn()) {
      return false;
    }
    if (!now.isOnAt(clock.wallMs())) {
      unpauseIfStill(now);
      return false;
    }
    return now.scope() == Scope.ALL || writes(spec, transaction);
  }

  /// Resumes somebody when the pause is over; `resume` is called on `loop`.
  public void hold(ScheduledExecutorService loop, Runnable resume) {
    Runnable onLoop = () -> loop.execute(resume);
    held.add(onLoop);
    State now = state;
    long delayMs = Math.max(0, now.untilMs() - clock.wallMs());
    var _ =
        loop.schedule(
            () -> {
              if (held.remove(onLoop)) {
                resume.run();
              }
            },
            delayMs,
            TimeUnit.MILLISECONDS);
    if (!now.isOn() && held.remove(onLoop)) {
      onLoop.run(); // the pause ended in between
    }
  }

  private synchronized void unpauseIfStill(State ended) {
    if (state.equals(ended)) {
      state = NONE;
    }
  }

  private void resumeAll() {
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
  }

  private static boolean writes(CommandSpec spec, Transaction transaction) {
    if (spec.handler() == FlowHandler.EXEC) {
      return transaction.queued().stream().anyMatch(queued -> writes(queued.spec()));
    }
    return writes(spec);
  }

  private static boolean writes(CommandSpec spec) {
    return spec.has(CommandFlag.WRITE) || spec.has(CommandFlag.MAY_REPLICATE);
  }
}
