package io.trivet.storage.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The hash table of expanded hashes, sets and sorted sets: extendible hashing, ordered by hash.
///
/// Invariants: `size`, `changedEntries` and `entryBytes` are the sums over all segments; a removed
/// row is kept exactly if it was stored.
final class EntryTable implements SetForm {
  /*
   * The first bits of a hash select a place in the directory, and with it a segment of at most 128
   * entries sorted by hash. A full segment is split in two by the next bit; if no bit is left, the
   * directory is doubled. Two neighbours that shrink are joined, and the directory is halved when
   * no segment needs its last bit.
   *
   * Why not one array: growing would stop the shard for the time of copying all elements, and needs
   * both copies at once. Here the largest step is the directory, four bytes for some ninety
   * elements.
   *
   * Iteration goes through the elements in the order of their hashes, whatever the directory looks
   * like. So the cursor of a scan is simply the next hash to look at: an element that stays from
   * the beginning of a scan to its end is shown exactly once, however the table grows and shrinks.
   *
   * [1] R. Fagin et al., Extendible Hashing: A Fast Access Method for Dynamic Files, 1979.
   */
  private static final int KEPT_PAYLOAD_BYTES = 16;
  private static final int SEQUENTIAL_SAMPLE_RATIO = 8;

  /// Receives entries.
  interface EntryVisitor {
    /// Receives an entry, which it must not modify.
    void visit(byte[] entry);
  }

  private final SegmentDirectory directory = new SegmentDirectory();
  private int size;
  private int changedEntries;
  private long entryBytes;
  private List<byte[]> removed = new ArrayList<>(0);
  private long removedBytes;

  /// The number of entries.
  int size() {
    return size;
  }

  /// The entry of the member `array[from, to)`, or null.
  byte @Nullable [] find(int hash, byte[] array, int from, int to) {
    EntrySegment segment = directory.segment(hash);
    int index = segment.find(hash, array, from, to);
    return index < 0 ? null : segment.entry(index);
  }

  /// The entry of a member, or null.
  byte @Nullable [] find(Bytes member) {
    return find(member.hashCode(), member.array(), 0, member.length());
  }

  /// Inserts an entry whose member is not in the table.
  void insert(int hash, byte[] entry) {
    directory.roomFor(hash, size).insert(hash, entry);
    size++;
    entryBytes += HeapBytes.array(entry.length);
    if (Entry.isChanged(entry)) {
      changedEntries++;
    }
  }

  /// Inserts an entry that comes from packed bytes or from a row.
  ///
  /// @throws CorruptValueException if its member is in the table already
  void insertNew(byte[] entry) {
    int hash = Entry.hash(entry);
    if (find(hash, entry, Entry.memberFrom(entry), Entry.memberTo(entry)) != null) {
      throw new CorruptValueException("the same member twice, hash " + hash);
    }
    insert(hash, entry);
  }

  /// Notes that the payload of an entry was changed in place.
  void changed(int hash, byte[] entry) {
    if (!Entry.isChanged(entry)) {
      Entry.mark(entry, true, Entry.isStored(entry));
      directory.segment(hash).entryChanged();
      changedEntries++;
    }
  }

  /// Puts an entry in the place of one with the same member.
  void replace(int hash, byte[] entry, byte[] replacement) {
    changed(hash, entry);
    Entry.mark(replacement, true, Entry.isStored(entry));
    directory.segment(hash).replace(hash, entry, replacement);
    entryBytes += HeapBytes.array(replacement.length) - HeapBytes.array(entry.length);
  }

  /// Removes the entry of a member and gives it; null if there is none.
  byte @Nullable [] remove(Bytes member) {
    return remove(member.hashCode(), member.array(), 0, member.length());
  }

  /// Removes an entry of the table.
  void remove(byte[] entry) {
    remove(Entry.hash(entry), entry, Entry.memberFrom(entry), Entry.memberTo(entry));
  }

  /// Removes the entry of the member `array[from, to)` and gives it; null if there is none.
  byte @Nullable [] remove(int hash, byte[] array, int from, int to) {
    EntrySegment segment = directory.segment(hash);
    int index = segment.find(hash, array, from, to);
    if (index < 0) {
      return null;
    }
    byte[] entry = segment.entry(index);
    segment.remove(index);
    directory.joinIfSmall(hash);
    size--;
    entryBytes -= HeapBytes.array(entry.length);
    if (Entry.isChanged(entry)) {
      changedEntries--;
    }
    if (Entry.isStored(entry)) {
      rowRemoved(entry);
    }
    return entry;
  }

  private void rowRemoved(byte[] entry) {
    int payload = entry.length - Entry.memberTo(entry);
    byte[] kept = entry;
    if (payload > KEPT_PAYLOAD_BYTES) {
      kept = Entry.create(entry, Entry.memberFrom(entry), Entry.memberTo(entry), 0);
    }
    removed.add(kept);
    removedBytes += HeapBytes.array(kept.length) + HeapBytes.REFERENCE;
  }

  /// Shows all entries.
  void forEach(EntryVisitor visitor) {
    for (int place = 0; place < directory.length(); place = directory.next(place)) {
      EntrySegment segment = directory.at(place);
      for (int index = 0; index < segment.size(); index++) {
        visitor.visit(segment.entry(index));
      }
    }
  }

  /// Shows at least `count` entries, if so many are left, and gives the cursor to go on with; 0 at
  /// the end.
  ///
  /// @param cursor 0 to begin, or what the call before gave
  long scan(long cursor, int count, EntryVisitor visitor) {
    if (cursor < 0 || cursor > 0xFFFFFFFFL) {
      return 0;
    }
    int left = Math.max(1, count);
    int hash = (int) cursor;
    int index = directory.segment(hash).firstNotBelow(hash);
    for (int place = directory.place(hash);
        place < directory.length();
        place = directory.next(place)) {
      EntrySegment segment = directory.at(place);
      for (; index < segment.size(); index++, left--) {
        if (left <= 0 && segment.hash(index) != hash) {
          return Integer.toUnsignedLong(segment.hash(index));
        }
        hash = segment.hash(index);
        visitor.visit(segment.entry(index));
      }
      index = 0;
    }
    return 0;
  }

  /// An entry, each equally likely. The table must not be empty.
  byte[] random(RandomGenerator random) {
    byte[] entry = directory.tryRandom(random);
    return entry == null ? nth(random.nextInt(size)) : entry;
  }

  private byte[] nth(int number) {
    int left = number;
    int place = 0;
    while (left >= directory.at(place).size()) {
      left -= directory.at(place).size();
      place = directory.next(place);
    }
    return directory.at(place).entry(left);
  }

  /// Shows `picks` different entries, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, EntryVisitor visitor) {
    if (picks > size / SEQUENTIAL_SAMPLE_RATIO) {
      SequentialSample sample = new SequentialSample(random, size, picks);
      forEach(entry -> {
        if (!sample.isComplete() && sample.takesNext()) {
          visitor.visit(entry);
        }
      });
      return;
    }
    Set<byte[]> picked = Collections.newSetFromMap(new IdentityHashMap<>(picks));
    while (picked.size() < picks) {
      byte[] entry = random(random);
      if (picked.add(entry)) {
        visitor.visit(entry);
      }
    }
  }

  /// Shows the rows that changed: removed ones first.
  void changedRows(RowVisitor visitor) {
    for (byte[] entry : removed) {
      visitor.row(Entry.member(entry), null);
    }
    for (int place = 0; place < directory.length(); place = directory.next(place)) {
      EntrySegment segment = directory.at(place);
      for (int index = 0; segment.changedEntries() > 0 && index < segment.size(); index++) {
        if (Entry.isChanged(segment.entry(index))) {
          visitor.row(Entry.member(segment.entry(index)), Entry.payload(segment.entry(index)));
        }
      }
    }
  }

  /// Shows the first changed rows and notes them as stored; returns whether none is left.
  boolean takeChangedRows(int limit, RowVisitor visitor) {
    int left = limit;
    while (left > 0 && !removed.isEmpty()) {
      byte[] entry = removed.removeLast();
      removedBytes -= HeapBytes.array(entry.length) + HeapBytes.REFERENCE;
      visitor.row(Entry.member(entry), null);
      left--;
    }
    if (removed.isEmpty()) {
      removed = new ArrayList<>(0);
    }
    for (int place = 0;
        left > 0 && changedEntries > 0 && place < directory.length();
        place = directory.next(place)) {
      int taken = directory.at(place).takeChangedRows(left, visitor);
      changedEntries -= taken;
      left -= taken;
    }
    return changedRowCount() == 0;
  }

  /// Shows all rows.
  void allRows(RowVisitor visitor) {
    forEach(entry -> visitor.row(Entry.member(entry), Entry.payload(entry)));
  }

  /// The number of rows that [#changedRows] shows.
  int changedRowCount() {
    return changedEntries + removed.size();
  }

  /// Notes that all rows are stored, or that none is stored anywhere.
  void markRows(boolean nowStored) {
    for (int place = 0; place < directory.length(); place = directory.next(place)) {
      EntrySegment segment = directory.at(place);
      if (!nowStored || segment.changedEntries() > 0) {
        segment.markRows(nowStored);
      }
    }
    changedEntries = nowStored ? 0 : size;
    removed = new ArrayList<>(0);
    removedBytes = 0;
  }

  /// An independent copy of which no row is stored.
  EntryTable copy() {
    EntryTable copy = new EntryTable();
    forEach(entry -> {
      byte[] copied = entry.clone();
      Entry.mark(copied, true, false);
      copy.insert(Entry.hash(copied), copied);
    });
    return copy;
  }

  /// Estimate of the heap in use, without what refers to the entries.
  long heapBytes() {
    return HeapBytes.object(36) + directory.heapBytes() + entryBytes + removedBytes;
  }
}
