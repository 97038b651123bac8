package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The epochs of a log with their start sequences: which primary wrote what. Immutable.
///
/// A node that rejoins compares its table with the primary's to find the common prefix; a
/// checkpoint carries it so that versions of two lineages are never compared (H3).
///
/// Invariants: epochs grow from entry to entry, start sequences do not fall. An epoch without
/// frames is dropped when the next begins at the same place; the newest entry always stays, so that
/// no epoch is given twice.
///
/// ```
///  0          4            8                    16           20
///  +----------+------------+--------------------+------------+-----
///  | entries  | epoch      | start sequence     | epoch      | ...
///  +----------+------------+--------------------+------------+-----
/// ```
///
/// Persistent, little-endian, inside a [io.trivet.storage.frame.MetadataFile].
///
/// @param entries oldest first
public record EpochTable(List<Entry> entries) {

  private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;

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

  /// This table with one more epoch.
  public EpochTable with(int epoch, long startSequence) {
    List<Entry> more = new ArrayList<>(entries);
    more.removeIf(entry -> entry.startSequence == startSequence);
    Invariant.check(epoch > lastEpoch(), "epoch falls", epoch, lastEpoch());
    more.add(new Entry(epoch, startSequence));
    return new EpochTable(more);
  }

  /// This table for a log that now ends at `sequence`: later epochs keep their numbers only.
  public EpochTable truncatedAfter(long sequence) {
    EpochTable cut = empty();
    for (Entry entry : entries) {
      cut = cut.with(entry.epoch, Math.min(entry.startSequence, sequence));
    }
    return cut;
  }

  /// This table for a log that now begins at `sequence`.
  public EpochTable prunedBefore(long sequence) {
    List<Entry> kept = new ArrayList<>(entries);
    while (kept.size() > 1 && kept.get(1).startSequence <= sequence) {
      kept.removeFirst();
    }
    return new EpochTable(kept);
  }

  ByteBuffer encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + entries.size() * ENTRY_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(entries.size());
    entries.forEach(entry -> bytes.putInt(entry.epoch).putLong(entry.startSequence));
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
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(bytes.getInt(), bytes.getLong()));
    }
    return new EpochTable(entries);
  }
}
