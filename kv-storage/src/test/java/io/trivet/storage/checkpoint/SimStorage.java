package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.Residence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A whole [Storage] on a simulated disk and a model of the store, without a thread: the caller
/// makes the steps.
///
/// There is no place for images: whoever asks for one is told so by an [AssertionError].
public final class SimStorage {
  private final Storage storage;
  private final StorageSteps steps;

  private SimStorage(Storage storage, StorageSteps steps) {
    this.storage = storage;
    this.steps = steps;
  }

  /// A start over what disk and store have.
  public static Storage recover(
      SimDisk disk,
      SimStore store,
      StorageOptions options,
      StorageClock clock,
      RandomGenerator random,
      StorageListener listener)
      throws IOException {
    StorageSignals signals = new StorageSignals(listener);
    Recovery recovery =
        Recovery.run(
            disk,
            options.log(),
            store.model(),
            options.databases(),
            random::nextLong,
            clock,
            Runnable::run,
            signals);
    if (recovery.isLogAnew()) {
      throw new AssertionError("the log begins anew behind what was lost of it");
    }
    Storage opened =
        new Storage(
            options,
            clock,
            random,
            listener,
            new NoImages(),
            ImageOutcome.NONE,
            disk,
            recovery,
            new OnCaller());
    signals.storage(opened);
    return opened;
  }

  /// Lets the background work begin, in steps.
  public static SimStorage start(
      Storage storage, LongSupplier committedSequence, BooleanSupplier mayWrite) {
    return new SimStorage(storage, storage.startStepped(committedSequence, mayWrite));
  }

  public StorageSteps steps() {
    return steps;
  }

  /// Lets clean entries leave memory.
  public void evictSome(RandomGenerator random, long nowMs) {
    new Residence(storage.keyspace()).evictSome(random, nowMs);
  }

  /// Gives the memory back; disk and store stay as they are. Transactions are closed.
  public void abandon() throws IOException {
    storage.abandon();
  }

  /// No directory for images.
  private static final class NoImages implements ImagePlace {
    @Override
    public Path image(long id) {
      throw new AssertionError("an image is made, although no log was lost");
    }

    @Override
    public Path incoming() {
      throw new AssertionError("an image is wanted, although no log was lost");
    }

    @Override
    public void close() {}
  }

  /// Runs what it is given at once.
  private static final class OnCaller extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
