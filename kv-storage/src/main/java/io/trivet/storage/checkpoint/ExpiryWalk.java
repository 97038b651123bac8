package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks the store's list of expiries in bounded steps, from the earliest up to now, round and
/// round.
///
/// A row on the list is made with its entry and not changed with it, so it may be stale: the entry
/// is gone or expires at another time. Threads: one.
final class ExpiryWalk {

  private static final byte[] START = StoreKey.expiriesFrom(0);

  private final CheckpointStore store;
  private final Residence residence;
  private byte[] next = START;

  ExpiryWalk(CheckpointStore store, Residence residence) {
    this.store = store;
    this.residence = residence;
  }

  /// A row whose time has come.
  ///
  /// @param isStale the store's entry does not expire at that time
  record Due(Bytes row, StoreKey.Expiry expiry, boolean isStale) {}

  /// True if the next step begins a new round.
  boolean isAtStart() {
    return Arrays.equals(next, START);
  }

  /// The next rows that are due at `nowMs`, at most `limit`; none if a round ends just here.
  List<Due> step(long nowMs, int limit) throws StoreException {
    List<byte[]> rows = new ArrayList<>();
    List<StoreKey.Expiry> expiries = new ArrayList<>();
    try (StoreCursor cursor = store.cursor(next, StoreKey.expiriesFrom(nowMs + 1))) {
      while (rows.size() < limit && cursor.next()) {
        StoreKey.Expiry expiry = StoreKey.readExpiry(cursor.key());
        if (expiry == null) {
          throw new CorruptStoreException(store.describe(), "an expiry row that is none", null);
        }
        rows.add(cursor.key());
        expiries.add(expiry);
      }
    }
    next = rows.size() < limit ? START : after(rows.getLast());
    return judge(rows, expiries);
  }

  private List<Due> judge(List<byte[]> rows, List<StoreKey.Expiry> expiries) throws StoreException {
    List<byte[]> entryRows = new ArrayList<>(rows.size());
    for (StoreKey.Expiry expiry : expiries) {
      long order = residence.order(expiry.key());
      entryRows.add(
          new StoreKey().entry(expiry.space(), expiry.slot(), order, expiry.key().array()).copy());
    }
    List<byte @Nullable []> values = entryRows.isEmpty() ? List.of() : store.getAll(entryRows);
    List<Due> due = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      byte[] value = values.get(i);
      EntryRow entry = value == null ? null : EntryRow.read(value);
      if (value != null && entry == null) {
        throw new CorruptStoreException(store.describe(), "an entry row that is none", null);
      }
      boolean isStale = entry == null || entry.expiresAtMs() != expiries.get(i).expiresAtMs();
      due.add(new Due(Bytes.of(rows.get(i)), expiries.get(i), isStale));
    }
    return due;
  }

  private static byte[] after(byte[] row) {
    byte[] key = new byte[row.length + 1];
    System.arraycopy(row, 0, key, 0, row.length);
    return key;
  }
}
