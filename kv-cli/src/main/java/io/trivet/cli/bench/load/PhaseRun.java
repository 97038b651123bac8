package io.trivet.cli.bench.load;

import io.trivet.cli.bench.load.Phase.ForOperations;
import io.trivet.cli.bench.load.Phase.ForTime;
import io.trivet.cli.bench.workload.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One run of a phase: starts the connections, opens and closes the window, stops the connections
/// and waits for the last replies.
///
/// Threads: the caller's, which waits; what it asks of connections and recorders is done on their
/// event loops.
final class PhaseRun {
  private static final long FOR_EVER_MS = Long.MAX_VALUE / 2;
  private static final long DRAIN_MS = 10_000;
  private static final long CANCELLED_DRAIN_MS = 1000;
  private static final long UNLIMITED = Long.MAX_VALUE / 2;

  private final Phase phase;
  private final List<LoadConnection> connections;
  private final List<LoadLoop> loops;
  private final LongSupplier nanoTime;
  private final List<LoopRecorder> recorders;
  private final List<BatchDriver> drivers = new ArrayList<>();
  private final AtomicInteger running;
  private final AtomicInteger lost = new AtomicInteger();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  PhaseRun(
      Phase phase, List<LoadConnection> connections, List<LoadLoop> loops, LongSupplier nanoTime) {
    this.phase = phase;
    this.connections = connections;
    this.loops = loops;
    this.nanoTime = nanoTime;
    int commands = phase.commandNames().size();
    this.recorders = loops.stream().map(_ -> new LoopRecorder(commands)).toList();
    this.running = new AtomicInteger(connections.size());
  }

  PhaseResult run(Window window, Cancellation cancellation) throws InterruptedException {
    createDrivers();
    boolean endsWithLastReply =
        switch (phase.limit()) {
          case ForTime time -> {
            runFor(time, window, cancellation);
            yield false;
          }
          case ForOperations _ -> {
            runToTheEnd(window, cancellation);
            yield true;
          }
        };
    drain(cancellation.isCancelled() ? CANCELLED_DRAIN_MS : DRAIN_MS);
    return LoopRecorder.merge(recorders, phase.commandNames(), endsWithLastReply, lost.get());
  }

  private void runFor(ForTime time, Window window, Cancellation cancellation)
      throws InterruptedException {
    startConnections();
    cancellation.awaitOr(finished, time.settleMs());
    window.opened();
    onEachLoop(loop -> recorder(loop).open(loop.nowNs()));
    cancellation.awaitOr(finished, time.countedMs());
    closeWindow(window);
  }

  private void runToTheEnd(Window window, Cancellation cancellation) throws InterruptedException {
    window.opened();
    onEachLoop(loop -> recorder(loop).open(loop.nowNs()));
    startConnections();
    cancellation.awaitOr(finished, FOR_EVER_MS);
    closeWindow(window);
  }

  private void closeWindow(Window window) {
    onEachLoop(loop -> recorder(loop).close(loop.nowNs()));
    window.closed();
    onEachConnection((connection, driver) -> noteUnsent(connection.loop(), driver));
  }

  private void noteUnsent(LoadLoop loop, BatchDriver driver) {
    recorder(loop).addUnsent(driver.unsent(loop.nowNs()));
  }

  private void createDrivers() {
    long startNs = nanoTime.getAsLong();
    for (int index = 0; index < connections.size(); index++) {
      Share share = new Share(index, connections.size());
      long operations =
          switch (phase.limit()) {
            case ForTime _ -> UNLIMITED;
            case ForOperations some -> share.size(some.operations());
          };
      drivers.add(
          new BatchDriver(
              phase,
              phase.streams().get(index),
              operations,
              arrivals(startNs, share),
              recorder(connections.get(index).loop())));
    }
  }

  private @Nullable Arrivals arrivals(long startNs, Share share) {
    double rate = phase.operationsPerSecond();
    return rate == 0 ? null : new Arrivals(startNs, rate, share);
  }

  private void startConnections() {
    int maxBatchBytes = BatchDriver.maxBatchBytes(phase);
    onEachConnection(
        (connection, driver) -> connection.start(driver, maxBatchBytes, this::connectionEnded));
  }

  private void connectionEnded(boolean isLost) {
    if (isLost) {
      lost.incrementAndGet();
    }
    if (running.decrementAndGet() == 0) {
      finished.complete(null);
    }
  }

  /// Stops the connections, and closes those whose replies do not come.
  private void drain(long timeoutMs) throws InterruptedException {
    onEachConnection((connection, _) -> connection.stop());
    Cancellation never = new Cancellation();
    never.awaitOr(finished, timeoutMs);
    if (!finished.isDone()) {
      onEachConnection((connection, driver) -> {
        if (driver.isInFlight()) {
          connection.close();
        }
      });
      never.awaitOr(finished, timeoutMs);
    }
  }

  private LoopRecorder recorder(LoadLoop loop) {
    return recorders.get(loop.index());
  }

  private void onEachLoop(Consumer<LoadLoop> task) {
    joinAll(loops.stream().map(loop -> loop.call(() -> task.accept(loop))).toList());
  }

  private interface ConnectionTask {
    void run(LoadConnection connection, BatchDriver driver);
  }

  private void onEachConnection(ConnectionTask task) {
    List<CompletableFuture<Void>> tasks = new ArrayList<>();
    for (int index = 0; index < connections.size(); index++) {
      LoadConnection connection = connections.get(index);
      BatchDriver driver = drivers.get(index);
      tasks.add(connection.loop().call(() -> task.run(connection, driver)));
    }
    joinAll(tasks);
  }

  private static void joinAll(List<CompletableFuture<Void>> tasks) {
    CompletableFuture.allOf(tasks.toArray(CompletableFuture<?>[]::new)).join();
  }
}
