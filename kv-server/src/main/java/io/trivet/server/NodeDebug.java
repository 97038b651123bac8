package io.trivet.server;

import io.trivet.server.command.DebugControl;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.time.Clock;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Switches for tests, over storage and its background work.
///
/// Threads: any; what takes long runs on a worker.
final class NodeDebug implements DebugControl {
  private static final int KEYS_A_FRAME = 500;
  private static final int FRAME_SLACK_BYTES = 128;
  private static final long ROOM_PAUSE_NS = 1_000_000;
  private static final int EMPTY_ROUNDS = 64;

  private final Storage storage;
  private final WorkerPool workers;
  private final Clock clock;
  private final NodeSwitches switches;

  NodeDebug(Storage storage, WorkerPool workers, Clock clock, NodeSwitches switches) {
    this.storage = storage;
    this.workers = workers;
    this.clock = clock;
    this.switches = switches;
  }

  @Override
  public void activeExpiry(boolean isOn) {
    switches.activeExpiry(isOn);
  }

  @Override
  public void backgroundWork(boolean isOn) {
    switches.backgroundWork(isOn);
  }

  @Override
  public CompletionStage<?> populate(int databaseIndex, long count, Bytes prefix, int bytes) {
    return onWorker(txn -> {
      try {
        populate(txn, databaseIndex, count, prefix, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Override
  public CompletionStage<?> reload() {
    return storage
        .checkpoint()
        .thenCompose(_ -> onWorker(_ -> evictAll(new Residence(storage.keyspace()))));
  }

  private CompletionStage<?> onWorker(Consumer<KeyspaceTxn> work) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    workers.submit(txn -> {
      try {
        work.accept(txn);
        done.complete(true);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  private void evictAll(Residence residence) {
    SplittableRandom random = new SplittableRandom();
    int empty = 0;
    while (empty < EMPTY_ROUNDS) {
      empty = residence.evictSome(random, clock.wallMs()) > 0 ? 0 : empty + 1;
    }
  }

  /// Some keys a frame, each frame written before the next, and waiting while the log has no room.
  private void populate(KeyspaceTxn txn, int database, long count, Bytes prefix, int bytes)
      throws LogFailedException {
    for (long first = 0; first < count; first += KEYS_A_FRAME) {
      int keys = (int) Math.min(KEYS_A_FRAME, count - first);
      int frameBytes = keys * (2 * prefix.length() + Math.max(0, bytes) + FRAME_SLACK_BYTES);
      while (!storage.log().hasRoom(frameBytes)) {
        storage.log().endBatch(); // throws if there will never be room
        LockSupport.parkNanos(this, ROOM_PAUSE_NS);
      }
      put(txn, database, names(prefix, first, keys), first, bytes);
      storage.log().endBatch();
    }
  }

  private static List<Bytes> names(Bytes prefix, long first, int count) {
    List<Bytes> names = new ArrayList<>(count);
    for (long number = first; number < first + count; number++) {
      byte[] suffix = (":" + number).getBytes(StandardCharsets.US_ASCII);
      byte[] name = Arrays.copyOf(prefix.array(), prefix.length() + suffix.length);
      System.arraycopy(suffix, 0, name, prefix.length(), suffix.length);
      names.add(Bytes.of(name));
    }
    return names;
  }

  private void put(KeyspaceTxn txn, int database, List<Bytes> names, long first, int bytes) {
    txn.begin(database, clock.wallMs());
    int[] slots = names.stream().mapToInt(name -> Slot.of(name.array())).toArray();
    txn.lock(slots, slots.length);
    try {
      for (int i = 0; i < names.size(); i++) {
        byte[] value = ("value:" + (first + i)).getBytes(StandardCharsets.US_ASCII);
        if (!exists(txn, names.get(i))) {
          txn.putString(names.get(i), Bytes.of(bytes < 0 ? value : Arrays.copyOf(value, bytes)));
        }
      }
    } finally {
      txn.commit();
      txn.unlock();
    }
  }

  /// A key that is on disk only is there.
  private static boolean exists(KeyspaceTxn txn, Bytes name) {
    try {
      return txn.exists(name);
    } catch (ColdMissException onDisk) {
      return true;
    }
  }
}
