package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdKeys;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.value.Bytes;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Brings cold keys into memory, on threads of its own so that nobody else waits for the disk.
///
/// Threads: any. The queue has a bound, at which [#load] refuses.
public final class ColdReader implements ColdKeys, AutoCloseable {

  private static final int KEYS_AT_ONCE = 64;

  private final StoredEntries entries;
  private final CheckpointStore store;
  private final StorageClock clock;
  private final int maxQueuedKeys;
  private final LongConsumer durations;
  private final Queue<Request> queue = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private final LongAdder loadedKeys = new LongAdder();
  private int queuedKeys;
  private boolean isClosed;

  /// Hears that a request is done. Threads: one of the reader's; must not block.
  @FunctionalInterface
  public interface Completion {
    /// The request is done.
    ///
    /// @param failure null if memory now knows the keys; else nothing is known about them
    void done(@Nullable StoreException failure);
  }

  private record Request(List<ColdKey> keys, long queuedNs, Completion completion) {}

  ColdReader(Keyspace keyspace, CheckpointStore store, StorageClock clock, int maxQueuedKeys) {
    this(keyspace, store, clock, maxQueuedKeys, durationNs -> {});
  }

  /// @param durations hears how long each request took, on the threads that read
  ColdReader(
      Keyspace keyspace,
      CheckpointStore store,
      StorageClock clock,
      int maxQueuedKeys,
      LongConsumer durations) {
    this.durations = durations;
    this.entries = new StoredEntries(store, new Residence(keyspace));
    this.store = store;
    this.clock = clock;
    this.maxQueuedKeys = maxQueuedKeys;
  }

  /// Starts the reading threads.
  void start(int threads, ThreadFactory factory) {
    for (int i = 0; i < threads; i++) {
      Thread worker = factory.newThread(this::work);
      worker.setName("cold-read-" + i);
      workers.add(worker);
      worker.start();
    }
  }

  /// Loads keys in the background; `completion` is called when memory knows all of them. A key may
  /// miss again at once if it was evicted meanwhile: the caller just asks anew.
  ///
  /// @return false, without a completion to come, if too much is waiting: try again when a load is
  ///   done
  public boolean load(List<ColdKey> keys, Completion completion) {
    synchronized (queue) {
      if (!isClosed) {
        if (queuedKeys > 0 && queuedKeys + keys.size() > maxQueuedKeys) {
          return false;
        }
        queuedKeys += keys.size();
        queue.add(new Request(List.copyOf(keys), clock.monotonicNs(), completion));
        queue.notify();
        return true;
      }
    }
    completion.done(new StoreException("storage is closing", null));
    return true;
  }

  /// Loads keys on the caller's thread, which is never an event loop.
  public void loadNow(List<ColdKey> keys) throws StoreException {
    entries.load(keys, clock.wallMs());
    loadedKeys.add(keys.size());
  }

  /// {@inheritDoc}
  ///
  /// @throws UncheckedIOException with a [StoreException] if the store cannot be read
  @Override
  public void visit(int space, int slot, long fromOrder, long toOrder, Visitor visitor) {
    byte[] from = StoreKey.entriesFrom(space, slot, fromOrder);
    byte[] to = StoreKey.entriesFrom(space, slot, toOrder);
    try (StoreCursor cursor = store.cursor(from, to)) {
      while (cursor.next()) {
        byte[] row = cursor.key();
        EntryRow entry = EntryRow.read(cursor.value());
        if (row.length < StoreKey.ENTRY_KEY_AT || entry == null) {
          throw new CorruptStoreException(
              store.describe(),
              "space %d, slot %d: a row that is no entry".formatted(space, slot),
              null);
        }
        byte[] key = Arrays.copyOfRange(row, StoreKey.ENTRY_KEY_AT, row.length);
        visitor.key(Bytes.of(key), entry.kind(), entry.expiresAtMs());
      }
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keys that were looked for in the store.
  public long loadedKeys() {
    return loadedKeys.sum();
  }

  /// Keys that wait to be loaded.
  public int queuedKeys() {
    synchronized (queue) {
      return queuedKeys;
    }
  }

  /// Ends the threads after what they are at; requests that still wait fail.
  @Override
  public void close() {
    List<Request> left;
    synchronized (queue) {
      isClosed = true;
      left = List.copyOf(queue);
      queue.clear();
      queuedKeys = 0;
      queue.notifyAll();
    }
    left.forEach(
        request -> request.completion.done(new StoreException("storage is closing", null)));
    for (Thread worker : workers) {
      join(worker);
    }
  }

  private void work() {
    List<Request> requests = new ArrayList<>();
    try {
      while (take(requests)) {
        serve(requests);
        requests.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for requests and takes as many as make one good read; false at the end.
  private boolean take(List<Request> taken) throws InterruptedException {
    synchronized (queue) {
      while (queue.isEmpty() && !isClosed) {
        queue.wait();
      }
      int keys = 0;
      for (Request next = queue.peek(); next != null && keys < KEYS_AT_ONCE; next = queue.peek()) {
        keys += next.keys.size();
        taken.add(queue.remove());
      }
      queuedKeys -= keys;
      return !taken.isEmpty();
    }
  }

  /// Loads what several requests ask for at one time. If that fails each is tried alone: what is
  /// damaged for one is nothing to the others.
  private void serve(List<Request> requests) {
    StoreException failure = load(requests);
    if (failure != null && requests.size() > 1) {
      requests.forEach(request -> end(request, load(List.of(request))));
    } else {
      requests.forEach(request -> end(request, failure));
    }
  }

  private void end(Request request, @Nullable StoreException failure) {
    durations.accept(clock.monotonicNs() - request.queuedNs);
    request.completion.done(failure);
  }

  private @Nullable StoreException load(List<Request> requests) {
    List<ColdKey> keys = new ArrayList<>();
    requests.forEach(request -> keys.addAll(request.keys));
    try {
      loadNow(keys);
      return null;
    } catch (StoreException e) {
      return e;
    } catch (RuntimeException e) {
      return new StoreException("load of " + keys.size() + " keys failed: " + e, e);
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
