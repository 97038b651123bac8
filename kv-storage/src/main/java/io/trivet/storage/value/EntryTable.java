package io.trivet.storage.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The hash table of expanded hashes, sets and sorted sets: extendible hashing, ordered by hash.
///
/// Invariants: each segment of depth d stands in 2^(directoryDepth-d) neighbouring places of the
/// directory; the hashes of a segment share their first d bits; at least one segment has the depth
/// of the directory, unless that is 0; `size`, `changedEntries`, `entryBytes` and `segmentBytes`
/// are the sums over all segments.
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
  private static final int SEGMENT_ENTRIES = 128;
  private static final int JOINED_ENTRIES = SEGMENT_ENTRIES / 2;
  private static final int MAX_DEPTH = 25;
  private static final int RANDOM_TRIES = 64;
  private static final int KEPT_PAYLOAD_BYTES = 16;

  /// Receives entries.
  interface EntryVisitor {
    /// Receives an entry, which it must not modify.
    void visit(byte[] entry);
  }

  private EntrySegment[] directory;
  private int directoryDepth;
  private int deepSegments;
  private int largestSegment = SEGMENT_ENTRIES;
  private int size;
  private int changedEntries;
  private long entryBytes;
  private long segmentBytes;
  private List<byte[]> removed = new ArrayList<>(0);
  private long removedBytes;

  EntryTable() {
    EntrySegment only = new EntrySegment(0, 8);
    directory = new EntrySegment[] {only};
    segmentBytes = only.heapBytes();
  }

  /// The number of entries.
  int size() {
    return size;
  }

  private EntrySegment segment(int hash) {
    return directory[place(hash)];
  }

  private int place(int hash) {
    return (hash >>> 1) >>> (31 - directoryDepth);
  }

  /// The entry of the member `array[from, to)`, or null.
  byte @Nullable [] find(int hash, byte[] array, int from, int to) {
    EntrySegment segment = segment(hash);
    int index = segment.find(hash, array, from, to);
    return index < 0 ? null : segment.entries[index];
  }

  /// The entry of a member, or null.
  byte @Nullable [] find(Bytes member) {
    return find(member.hashCode(), member.array(), 0, member.length());
  }

  /// Inserts an entry whose member is not in the table.
  void insert(int hash, byte[] entry) {
    EntrySegment segment = segment(hash);
    while (segment.size >= SEGMENT_ENTRIES && split(segment, hash)) {
      segment = segment(hash);
    }
    segmentBytes -= segment.heapBytes();
    segment.insert(hash, entry);
    segmentBytes += segment.heapBytes();
    largestSegment = Math.max(largestSegment, segment.size);
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

  /// Splits the segment, unless so many hashes are alike that the directory would grow out of
  /// proportion; then the segment may grow beyond its usual size.
  private boolean split(EntrySegment segment, int hash) {
    if (segment.depth == directoryDepth) {
      if (directoryDepth == MAX_DEPTH || directory.length > size / 8 + 16) {
        return false;
      }
      doubleDirectory();
    }
    int depth = segment.depth + 1;
    int span = 1 << (directoryDepth - depth);
    int firstPlace = place(hash) & -(2 * span);
    int middle = segment.firstNotBelow((firstPlace + span) << (32 - directoryDepth));
    EntrySegment low = segment.part(depth, 0, middle);
    EntrySegment high = segment.part(depth, middle, segment.size);
    Arrays.fill(directory, firstPlace, firstPlace + span, low);
    Arrays.fill(directory, firstPlace + span, firstPlace + 2 * span, high);
    segmentBytes += low.heapBytes() + high.heapBytes() - segment.heapBytes();
    if (depth == directoryDepth) {
      deepSegments += 2;
    }
    return true;
  }

  private void doubleDirectory() {
    EntrySegment[] doubled = new EntrySegment[directory.length * 2];
    for (int place = 0; place < doubled.length; place++) {
      doubled[place] = directory[place >> 1];
    }
    directory = doubled;
    directoryDepth++;
    deepSegments = 0;
  }

  /// Notes that the payload of an entry was changed in place.
  void changed(int hash, byte[] entry) {
    if (!Entry.isChanged(entry)) {
      Entry.mark(entry, true, Entry.isStored(entry));
      segment(hash).changedEntries++;
      changedEntries++;
    }
  }

  /// Puts an entry in the place of one with the same member.
  void replace(int hash, byte[] entry, byte[] replacement) {
    changed(hash, entry);
    Entry.mark(replacement, true, Entry.isStored(entry));
    EntrySegment segment = segment(hash);
    segment.entries[segment.indexOf(hash, entry)] = replacement;
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
    EntrySegment segment = segment(hash);
    int index = segment.find(hash, array, from, to);
    if (index < 0) {
      return null;
    }
    byte[] entry = segment.entries[index];
    segmentBytes -= segment.heapBytes();
    segment.remove(index);
    segmentBytes += segment.heapBytes();
    size--;
    entryBytes -= HeapBytes.array(entry.length);
    if (Entry.isChanged(entry)) {
      changedEntries--;
    }
    if (Entry.isStored(entry)) {
      rowRemoved(entry);
    }
    joinIfSmall(segment, hash);
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

  private void joinIfSmall(EntrySegment start, int hash) {
    EntrySegment segment = start;
    while (segment.depth > 0) {
      int span = 1 << (directoryDepth - segment.depth);
      int firstPlace = place(hash) & -(2 * span);
      EntrySegment low = directory[firstPlace];
      EntrySegment high = directory[firstPlace + span];
      if (low.depth != high.depth || low.size + high.size > JOINED_ENTRIES) {
        return;
      }
      int joinedSize = low.size + high.size;
      EntrySegment joined = new EntrySegment(segment.depth - 1, joinedSize + joinedSize / 8 + 4);
      joined.append(low, 0, low.size);
      joined.append(high, 0, high.size);
      Arrays.fill(directory, firstPlace, firstPlace + 2 * span, joined);
      segmentBytes += joined.heapBytes() - low.heapBytes() - high.heapBytes();
      if (segment.depth == directoryDepth) {
        deepSegments -= 2;
        halveDirectory();
      }
      segment = joined;
    }
  }

  private void halveDirectory() {
    while (deepSegments == 0 && directoryDepth > 0) {
      EntrySegment[] halved = new EntrySegment[directory.length / 2];
      directoryDepth--;
      for (int place = 0; place < halved.length; place++) {
        halved[place] = directory[2 * place];
        deepSegments += halved[place].depth == directoryDepth ? 1 : 0;
      }
      directory = halved;
    }
  }

  /// Shows all entries.
  void forEach(EntryVisitor visitor) {
    for (int place = 0; place < directory.length; place = nextPlace(place)) {
      EntrySegment segment = directory[place];
      for (int index = 0; index < segment.size; index++) {
        visitor.visit(segment.entries[index]);
      }
    }
  }

  private int nextPlace(int place) {
    return place + (1 << (directoryDepth - directory[place].depth));
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
    int index = segment(hash).firstNotBelow(hash);
    for (int place = place(hash); place < directory.length; place = nextPlace(firstPlace(place))) {
      EntrySegment segment = directory[place];
      for (; index < segment.size; index++, left--) {
        if (left <= 0 && segment.hashes[index] != hash) {
          return segment.hashes[index] & 0xFFFFFFFFL;
        }
        hash = segment.hashes[index];
        visitor.visit(segment.entries[index]);
      }
      index = 0;
    }
    return 0;
  }

  private int firstPlace(int place) {
    return place & -(1 << (directoryDepth - directory[place].depth));
  }

  /// An entry, each equally likely. The table must not be empty.
  byte[] random(RandomGenerator random) {
    for (int tries = 0; tries < RANDOM_TRIES; tries++) {
      int place = random.nextInt(directory.length);
      EntrySegment segment = directory[place];
      int from = 0;
      int to = segment.size;
      if (segment.depth < directoryDepth) {
        from = segment.firstNotBelow(place << (32 - directoryDepth));
        to =
            place + 1 == directory.length
                ? to
                : segment.firstNotBelow((place + 1) << (32 - directoryDepth));
      }
      int index = from + random.nextInt(largestSegment);
      if (index < to) {
        return segment.entries[index];
      }
    }
    return nth(random.nextInt(size));
  }

  private byte[] nth(int number) {
    int left = number;
    int place = 0;
    while (left >= directory[place].size) {
      left -= directory[place].size;
      place = nextPlace(place);
    }
    return directory[place].entries[left];
  }

  /// Shows `picks` different entries, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, EntryVisitor visitor) {
    if (picks > size / 8) {
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
    for (int place = 0; place < directory.length; place = nextPlace(place)) {
      EntrySegment segment = directory[place];
      for (int index = 0; segment.changedEntries > 0 && index < segment.size; index++) {
        if (Entry.isChanged(segment.entries[index])) {
          visitor.row(Entry.member(segment.entries[index]), Entry.payload(segment.entries[index]));
        }
      }
    }
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
    for (int place = 0; place < directory.length; place = nextPlace(place)) {
      EntrySegment segment = directory[place];
      if (nowStored && segment.changedEntries == 0) {
        continue;
      }
      for (int index = 0; index < segment.size; index++) {
        Entry.mark(segment.entries[index], !nowStored, nowStored);
      }
      segment.changedEntries = nowStored ? 0 : segment.size;
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
    return HeapBytes.object(64)
        + HeapBytes.array((long) directory.length * HeapBytes.REFERENCE)
        + segmentBytes
        + entryBytes
        + removedBytes;
  }
}
