package io.trivet.raft.model;

import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A log of a few records, each an epoch and the value that tells it from every other write. The
/// sequence of a record is its place, from 1 on. Immutable.
///
/// @param code four bits a record, the oldest lowest: two of epoch, two of value
/// @param length records in it
record ModelLog(int code, int length) {
  static final ModelLog EMPTY = new ModelLog(0, 0);

  private static final int RECORD_BITS = 4;
  private static final Map<ModelLog, Lineage> LINEAGES = new HashMap<>();

  ModelLog with(int epoch, int value) {
    return new ModelLog(code | (((epoch << 2) | value) << (RECORD_BITS * length)), length + 1);
  }

  ModelLog withNextOf(ModelLog longer) {
    return longer.first(length + 1);
  }

  ModelLog first(int records) {
    return new ModelLog(code & ((1 << (RECORD_BITS * records)) - 1), records);
  }

  boolean startsWith(ModelLog prefix) {
    return length >= prefix.length && first(prefix.length).equals(prefix);
  }

  /// Whether a name, epoch and sequence, means the same in both, and so does all before it (I1).
  boolean agreesWith(ModelLog other) {
    for (int i = Math.min(length, other.length); i > 0; i--) {
      if (epochAt(i) == other.epochAt(i)) {
        return first(i).equals(other.first(i));
      }
    }
    return true;
  }

  Lineage lineage() {
    return LINEAGES.computeIfAbsent(this, ModelLog::makeLineage);
  }

  private Lineage makeLineage() {
    List<EpochStart> starts = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      if (starts.isEmpty() || starts.getLast().epoch() != epochAt(i)) {
        starts.add(new EpochStart(epochAt(i), i - 1));
      }
    }
    return new Lineage(starts, length);
  }

  private int epochAt(int sequence) {
    return (code >> (RECORD_BITS * (sequence - 1) + 2)) & 3;
  }

  @Override
  public String toString() {
    String[] records = new String[length];
    for (int i = 1; i <= length; i++) {
      records[i - 1] = epochAt(i) + ":" + ((code >> (RECORD_BITS * (i - 1))) & 3);
    }
    return Arrays.toString(records);
  }
}
