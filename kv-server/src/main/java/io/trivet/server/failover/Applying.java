package io.trivet.server.failover;

import io.trivet.storage.checkpoint.CopyDiffersException;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.checkpoint.StandbyApplier;
import io.trivet.storage.checkpoint.Storage;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A standby's keyspace that follows its own log. A primary has nobody who applies: its keyspace is
/// ahead of the log, not behind.
///
/// Threads: [#wake] any; [#start] and [#finish] one at a time.
final class Applying {

  private static final Logger LOG = LoggerFactory.getLogger(Applying.class);

  /// What is to be done when the log has grown.
  interface Work {
    /// Applies all that is in the log.
    ///
    /// @return false if it failed, and nothing may be applied any more
    boolean applyAll();

    /// Whether there is something to apply.
    boolean hasMore();
  }

  /// Who does the work from the start to the end of a following.
  interface Worker {
    /// There is more in the log. Cheap: meant for each time.
    void wake();

    /// Has all done that is there, and ends; waits for it.
    void finish() throws InterruptedException;
  }

  /// Gives work to somebody.
  interface Workers {
    Worker start(Work work);
  }

  private final Storage storage;
  private final Workers workers;
  private final Runnable onApplied;
  private final Consumer<SlotDifference> onDifference;
  private final Consumer<Throwable> onFailure;
  private volatile @Nullable StandbyApplier applier;
  private volatile @Nullable Worker worker;
  private volatile boolean isDifferent;

  /// @param onApplied told that more is applied, by the worker
  /// @param onDifference told, by the worker, that the copy is not the primary's: nothing more is
  ///   applied
  /// @param onFailure told of what ends it: the node must stop
  Applying(
      Storage storage,
      Workers workers,
      Runnable onApplied,
      Consumer<SlotDifference> onDifference,
      Consumer<Throwable> onFailure) {
    this.storage = storage;
    this.workers = workers;
    this.onApplied = onApplied;
    this.onDifference = onDifference;
    this.onFailure = onFailure;
  }

  /// Begins to apply what is in the log, and what enters it. May wait for work that a primary has
  /// going on.
  void start() {
    if (worker == null && !isDifferent) {
      StandbyApplier present = storage.applier();
      applier = present;
      worker = workers.start(new Steps(present));
    }
  }

  /// There is more in the log. Cheap: meant for each time.
  void wake() {
    Worker present = worker;
    if (present != null) {
      present.wake();
    }
  }

  /// Applies all that is in the log, and ends; waits for it. Nothing may enter the log meanwhile.
  void finish() throws InterruptedException {
    Worker present = worker;
    if (present != null) {
      present.finish();
      worker = null;
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

  /// The steps of an applier.
  private final class Steps implements Work {
    private final StandbyApplier steps;

    private Steps(StandbyApplier steps) {
      this.steps = steps;
    }

    @Override
    public boolean applyAll() {
      try {
        boolean hasMore = true;
        while (hasMore) {
          hasMore = steps.step();
          onApplied.run();
        }
        return true;
      } catch (CopyDiffersException e) {
        LOG.error("this copy differs from the primary's: {}", e.getMessage());
        isDifferent = true;
        onDifference.accept(e.difference());
        return false;
      } catch (IOException | RuntimeException | Error e) {
        onFailure.accept(e);
        return false;
      }
    }

    @Override
    public boolean hasMore() {
      return steps.appliedSequence() < storage.log().publishedSequence();
    }
  }
}
