package io.trivet.server.session;

import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who waits for which key, in the order of arrival.
///
/// A call is registered under the slot locks under which its attempt found nothing, so no change of
/// the key goes unseen. Bounded by the number of connections: each waits for one call.
///
/// Threads: any.
public final class BlockedCalls {

  private record Key(int database, Bytes key) {}

  private final ConcurrentHashMap<Key, List<BlockedCall>> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /// True if nobody waits for anything: the hot path looks no further.
  public boolean isEmpty() {
    return count.get() == 0;
  }

  /// Calls that wait.
  public int count() {
    return count.get();
  }

  public void add(BlockedCall call) {
    count.incrementAndGet();
    for (Bytes key : call.keys()) {
      byKey.compute(
          new Key(call.databaseIndex(), key),
          (_, calls) -> {
            List<BlockedCall> all = calls == null ? new ArrayList<>(1) : calls;
            if (!all.contains(call)) {
              all.add(call);
            }
            return all;
          });
    }
  }

  public void remove(BlockedCall call) {
    count.decrementAndGet();
    for (Bytes key : call.keys()) {
      byKey.computeIfPresent(
          new Key(call.databaseIndex(), key),
          (_, calls) -> {
            calls.remove(call);
            return calls.isEmpty() ? null : calls;
          });
    }
  }

  /// Those who wait for a key, first come first.
  public List<BlockedCall> waitingFor(int database, Bytes key) {
    List<BlockedCall> found = new ArrayList<>();
    byKey.computeIfPresent(
        new Key(database, key),
        (_, calls) -> {
          found.addAll(calls);
          return calls;
        });
    return found;
  }

  /// All who wait.
  public Set<BlockedCall> all() {
    Set<BlockedCall> found = new HashSet<>();
    byKey.values().forEach(found::addAll);
    return found;
  }
}
