package io.trivet.storage.checkpoint;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.keyspace.DigestSource;
import io.trivet.storage.keyspace.DigestSource.Rest;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.CorruptValueException;
import io.trivet.storage.value.RowsDecoder;
import io.trivet.storage.value.StateDigest;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes digests of ranges of keys, those that are in the store only included.
///
/// A range is read in two steps. [#begin], under the slot's lock, adds what memory has and opens a
/// cursor, which keeps the store as it is at that moment; [Begun#finish] reads the rest from there
/// without a lock. Together they show the range as it was at the moment of the first step.
///
/// Memory in use is that of the keys of a range, and of one value.
///
/// Threads: one.
final class SlotDigester implements AutoCloseable {

  private final DigestSource source;
  private final CheckpointStore store;

  SlotDigester(Keyspace keyspace, CheckpointStore store) {
    this.source = new DigestSource(keyspace);
    this.store = store;
  }

  /// The next range of a slot, whose lock is held.
  DigestRange range(int slot, long fromOrder) {
    return source.range(slot, fromOrder);
  }

  /// Begins the digest of a range, under the lock of its slot.
  ///
  /// @throws StoreException if a value in memory is damaged, or the store cannot be read
  Begun begin(DigestRange range) throws StoreException {
    StateDigest digest = new StateDigest();
    try {
      List<Rest> rests = source.add(range, digest);
      StoreCursor cursor =
          rests.isEmpty()
              ? null
              : store.cursor(new byte[] {StoreKey.ENTRY}, new byte[] {StoreKey.ROW + 1});
      return new Begun(range, digest, rests, cursor);
    } catch (CorruptValueException e) {
      throw damaged(range, e);
    }
  }

  @Override
  public void close() {
    source.close();
  }

  private CorruptStoreException damaged(DigestRange range, @Nullable Throwable cause) {
    String what = cause == null ? "a row that is no entry" : String.valueOf(cause.getMessage());
    return new CorruptStoreException(
        "%s, slot %d".formatted(store.describe(), range.slot()), what, cause);
  }

  /// A collection of the range whose rows are still to be read.
  private record Expanded(int database, Bytes key, Bytes rowPrefix, EntryRow entry) {}

  /// A digest that waits for the store's part.
  final class Begun implements AutoCloseable {
    private final DigestRange range;
    private final StateDigest digest;
    private final List<Rest> rests;
    private final @Nullable StoreCursor cursor;
    private final List<Expanded> expanded = new ArrayList<>();

    Begun(DigestRange range, StateDigest digest, List<Rest> rests, @Nullable StoreCursor cursor) {
      this.range = range;
      this.digest = digest;
      this.rests = rests;
      this.cursor = cursor;
    }

    /// Reads what is left; the slot's lock need not be held.
    ///
    /// @throws StoreException if something cannot be read, or is damaged
    StateDigest finish() throws StoreException {
      StoreCursor rows = cursor;
      if (rows != null) {
        try {
          for (Rest rest : rests) {
            addEntries(rest, rows);
          }
          expanded.sort((one, other) ->
              Arrays.compareUnsigned(one.rowPrefix.array(), other.rowPrefix.array()));
          for (Expanded each : expanded) {
            addExpanded(each, rows);
          }
        } catch (CorruptValueException e) {
          throw damaged(range, e);
        }
      }
      return digest;
    }

    @Override
    public void close() {
      if (cursor != null) {
        cursor.close();
      }
    }

    private void addEntries(Rest rest, StoreCursor rows) throws StoreException {
      boolean isOwnOrder = source.isOrderedBy(range.hashSeed());
      byte[] from = entriesFrom(rest, isOwnOrder ? range.fromOrder() : 0);
      byte[] to = entriesFrom(rest, isOwnOrder ? range.toOrder() : DigestRange.ORDER_END);
      boolean isRow = rows.seek(from);
      while (isRow) {
        byte[] row = rows.key();
        if (Arrays.compareUnsigned(row, to) >= 0) {
          return;
        }
        addEntry(rest, row, rows.value());
        isRow = rows.next();
      }
    }

    private byte[] entriesFrom(Rest rest, long order) {
      return StoreKey.entriesFrom(rest.space(), range.slot(), order);
    }

    private void addEntry(Rest rest, byte[] row, byte[] value) throws StoreException {
      EntryRow entry = EntryRow.read(value);
      if (row.length < StoreKey.ENTRY_KEY_AT || entry == null) {
        throw damaged(range, null);
      }
      Bytes key = Bytes.copyOf(row, StoreKey.ENTRY_KEY_AT, row.length);
      if (!source.contains(range, key.array()) || rest.known().contains(key)) {
        return;
      }
      if (entry.kind().isExpanded()) {
        byte[] prefix = new StoreKey().rows(rest.space(), range.slot(), key.array()).copy();
        expanded.add(new Expanded(rest.database(), key, Bytes.of(prefix), entry));
      } else {
        DigestSource.add(
            rest.database(),
            key.array(),
            entry.expiresAtMs(),
            entry.kind(),
            entry.content().array(),
            digest);
      }
    }

    private void addExpanded(Expanded each, StoreCursor rows) throws StoreException {
      ValueType type = each.entry.kind().type();
      if (type == null) {
        throw damaged(range, null);
      }
      byte[] prefix = each.rowPrefix.array();
      byte[] behind = StoreKey.behind(prefix);
      RowsDecoder decoder = new RowsDecoder(type);
      boolean isRow = rows.seek(prefix);
      while (isRow && Arrays.compareUnsigned(rows.key(), behind) < 0) {
        byte[] row = rows.key();
        decoder.add(Arrays.copyOfRange(row, prefix.length, row.length), rows.value());
        isRow = rows.next();
      }
      CollectionValue value = decoder.build();
      if (value.size() != each.entry.elements()) {
        throw damaged(
            range,
            new CorruptValueException(
                value.size() + " elements in rows instead of " + each.entry.elements()));
      }
      digest.addCollection(each.database, each.key.array(), each.entry.expiresAtMs(), value);
    }
  }
}
