package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The epochs of a log with their start sequences: which primary wrote what. Immutable.
///
/// A node that rejoins compares its table with the primary's to find the common prefix; a
/// checkpoint carries it so that versions of two lineages are never compared (H3).
///
/// Invariants: epochs grow from entry to entry, start sequences do not fall. An epoch without
/// frames is dropped when the next begins at the same place.
///
/// Own epochs are those of which this node made every frame that its log holds. What a frame says
/// was synced then was synced here only if its epoch is own; of a received frame it speaks of the
/// disk of another node (ADR-0008). So a table that came from another node has none: `new
/// EpochTable(table.entries())`.
///
/// ```
///  0          4            8            12                   20           24
///  +----------+------------+------------+--------------------+------------+-----
///  | entries  | epoch      | flags      | start sequence     | epoch      | ...
///  +----------+------------+------------+--------------------+------------+-----
/// ```
///
/// Flags: bit 0, the epoch is own; a reader refuses others. Persistent, little-endian, inside a
/// [io.trivet.storage.frame.MetadataFile].
///
/// @param entries oldest first
/// @param ownEpochs those of the entries that are this node's own
public record EpochTable(List<Entry> entries, Set<Integer> ownEpochs) {

  private static final int ENTRY_BYTES = 2 * Integer.BYTES + Long.BYTES;
  private static final int OWN = 1;

  /// The frames that begin at or above `startSequence`, up to the next entry's, are of `epoch`.
  public record Entry(int epoch, long startSequence) {}

  public EpochTable {
    entries = List.copyOf(entries);
    for (int i = 1; i < entries.size(); i++) {
      Entry previous = entries.get(i - 1);
      Entry entry = entries.get(i);
      Invariant.check(entry.epoch > previous.epoch, "epoch falls", entry.epoch, previous.epoch);
      Invariant.check(
          entry.startSequence >= previous.startSequence,
          "epoch starts before the one before it",
          entry.startSequence,
          previous.startSequence);
    }
    Set<Integer> own = new TreeSet<>(ownEpochs);
    own.retainAll(entries.stream().map(Entry::epoch).toList());
    ownEpochs = Collections.unmodifiableSet(own);
  }

  /// A table without own epochs.
  public EpochTable(List<Entry> entries) {
    this(entries, Set.of());
  }

  public static EpochTable empty() {
    return new EpochTable(List.of());
  }

  /// The newest epoch; 0 if there is none.
  public int lastEpoch() {
    return entries.isEmpty() ? 0 : entries.getLast().epoch;
  }

  /// Where the newest epoch starts; 0 if there is none.
  public long lastStartSequence() {
    return entries.isEmpty() ? 0 : entries.getLast().startSequence;
  }

  /// True if this node made every frame of the epoch that its log holds.
  public boolean isOwn(int epoch) {
    return ownEpochs.contains(epoch);
  }

  /// The epoch of the frame that begins at `startSequence`; 0 if that is before all entries.
  public int epochOfFrameAt(long startSequence) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).startSequence <= startSequence) {
        return entries.get(i).epoch;
      }
    }
    return 0;
  }

  /// The epoch of the frame with this sequence, the position of its end; 0 for sequence 0.
  public int epochOf(long sequence) {
    return epochOfFrameAt(sequence - 1);
  }

  /// This table with one more epoch, of another node.
  public EpochTable with(int epoch, long startSequence) {
    List<Entry> more = new ArrayList<>(entries);
    more.removeIf(entry -> entry.startSequence == startSequence);
    Invariant.check(epoch > lastEpoch(), "epoch falls", epoch, lastEpoch());
    more.add(new Entry(epoch, startSequence));
    return new EpochTable(more, ownEpochs);
  }

  /// This table with one more epoch, in which this node makes the frames.
  public EpochTable withOwn(int epoch, long startSequence) {
    Set<Integer> own = new TreeSet<>(ownEpochs);
    own.add(epoch);
    return new EpochTable(with(epoch, startSequence).entries, own);
  }

  /// This table with the newest epoch no longer own: from now on its frames come from elsewhere.
  public EpochTable withLastReceived() {
    Set<Integer> own = new TreeSet<>(ownEpochs);
    own.remove(lastEpoch());
    return new EpochTable(entries, own);
  }

  /// This table for a log that lost what is behind `sequence`: later epochs keep their numbers, so
  /// that a node which numbers its epochs itself gives none twice.
  public EpochTable truncatedAfter(long sequence) {
    EpochTable cut = empty();
    for (Entry entry : entries) {
      cut = cut.with(entry.epoch, Math.min(entry.startSequence, sequence));
    }
    return new EpochTable(cut.entries, ownEpochs);
  }

  /// This table for a log whose frames behind `sequence` the group has given up: later epochs are
  /// gone, and what follows may be of any epoch above the ones that are left. An only entry that
  /// starts there stays, because it stands for what is before the log's beginning.
  public EpochTable cutAfter(long sequence) {
    List<Entry> kept =
        entries.stream()
            .filter(entry -> entry.startSequence < sequence || isForBeginning(entry, sequence))
            .toList();
    return new EpochTable(kept, ownEpochs);
  }

  /// This table for a log that now begins at `sequence`.
  public EpochTable prunedBefore(long sequence) {
    List<Entry> kept = new ArrayList<>(entries);
    while (kept.size() > 1 && kept.get(1).startSequence <= sequence) {
      kept.removeFirst();
    }
    return new EpochTable(kept, ownEpochs);
  }

  private boolean isForBeginning(Entry entry, long sequence) {
    return sequence > 0 && entry.startSequence == sequence && entry.equals(entries.getFirst());
  }

  ByteBuffer encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + entries.size() * ENTRY_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(entries.size());
    for (Entry entry : entries) {
      bytes.putInt(entry.epoch).putInt(isOwn(entry.epoch) ? OWN : 0).putLong(entry.startSequence);
    }
    return bytes.flip();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException if it did not
  static EpochTable decode(ByteBuffer bytes) {
    if (bytes.remaining() < Integer.BYTES
        || bytes.remaining() != Integer.BYTES + (long) bytes.getInt(0) * ENTRY_BYTES) {
      throw new IllegalArgumentException("epoch table of " + bytes.remaining() + " bytes");
    }
    int count = bytes.getInt();
    List<Entry> entries = new ArrayList<>(count);
    Set<Integer> own = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      int epoch = bytes.getInt();
      int flags = bytes.getInt();
      if ((flags & ~OWN) != 0) {
        throw new IllegalArgumentException("epoch " + epoch + " with flags " + flags);
      }
      if (flags == OWN) {
        own.add(epoch);
      }
      entries.add(new Entry(epoch, bytes.getLong()));
    }
    return new EpochTable(entries, own);
  }
}
