package io.trivet.server.failover;

import io.trivet.storage.checkpoint.CopyDiffersException;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.checkpoint.StandbyApplier;
import io.trivet.storage.checkpoint.Storage;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread on which a standby's keyspace follows its own log. A primary has none: its keyspace
/// is ahead of the log, not behind.
///
/// Threads: [#wake] any; [#start] and [#finish] one at a time.
final class Applying {

  private static final Logger LOG = LoggerFactory.getLogger(Applying.class);

  /// In case a wake-up is missed for a reason nobody thought of.
  private static final long LONGEST_PARK_NS = 250_000_000;

  private final Storage storage;
  private final ThreadFactory threads;
  private final Runnable onApplied;
  private final Consumer<SlotDifference> onDifference;
  private final Consumer<Throwable> onFailure;
  private volatile @Nullable StandbyApplier applier;
  private volatile @Nullable Thread thread;
  private volatile boolean isParked;
  private volatile boolean isEnding;
  private volatile boolean isDifferent;

  /// @param onApplied told that more is applied, on this thread
  /// @param onDifference told, on this thread, that the copy is not the primary's: nothing more is
  ///   applied
  /// @param onFailure told of what ends it: the node must stop
  Applying(
      Storage storage,
      ThreadFactory threads,
      Runnable onApplied,
      Consumer<SlotDifference> onDifference,
      Consumer<Throwable> onFailure) {
    this.storage = storage;
    this.threads = threads;
    this.onApplied = onApplied;
    this.onDifference = onDifference;
    this.onFailure = onFailure;
  }

  /// Begins to apply what is in the log, and what enters it. May wait for work that a primary has
  /// going on.
  void start() {
    if (thread == null && !isDifferent) {
      isEnding = false;
      StandbyApplier present = storage.applier();
      applier = present;
      Thread begun = threads.newThread(() -> run(present));
      begun.setName("apply");
      thread = begun;
      begun.start();
    }
  }

  /// There is more in the log. Cheap: meant for each time.
  void wake() {
    if (isParked) {
      LockSupport.unpark(thread);
    }
  }

  /// Applies all that is in the log, and ends; waits for it. Nothing may enter the log meanwhile.
  void finish() throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      isEnding = true;
      LockSupport.unpark(running);
      running.join();
      thread = null;
      applier = null;
    }
  }

  /// Up to where the keyspace shows the log.
  long appliedSequence() {
    StandbyApplier present = applier;
    return present == null ? storage.log().appendedSequence() : present.appliedSequence();
  }

  /// Whether the copy was found to be another than the primary's.
  boolean isDifferent() {
    return isDifferent;
  }

  /// False while what is shown is no state that ever was (I14).
  boolean isWhole() {
    StandbyApplier present = applier;
    return present == null || present.isWhole();
  }

  private void run(StandbyApplier present) {
    try {
      boolean isLast;
      do {
        isLast = isEnding;
        applyAll(present);
        if (!isLast) {
          rest(present);
        }
      } while (!isLast);
    } catch (CopyDiffersException e) {
      LOG.error("this copy differs from the primary's: {}", e.getMessage());
      isDifferent = true;
      onDifference.accept(e.difference());
    } catch (IOException | RuntimeException | Error e) {
      onFailure.accept(e);
    }
  }

  private void applyAll(StandbyApplier present) throws IOException {
    boolean hasMore = true;
    while (hasMore) {
      hasMore = present.step();
      onApplied.run();
    }
  }

  private void rest(StandbyApplier present) {
    isParked = true;
    if (!isEnding && present.appliedSequence() >= storage.log().publishedSequence()) {
      LockSupport.parkNanos(this, LONGEST_PARK_NS);
    }
    isParked = false;
  }
}
