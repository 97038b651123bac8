package io.trivet.server.command.zset;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;

/// An end of a sorted set, by the word that clients use.
enum ZSetEnd {
  MIN,
  MAX;

  /// Removes and gives up to `count` elements at this end of the sorted set at a key, in the order
  /// of removal.
  List<ScoredMember> pop(Bytes key, ZSetValue zset, long count, KeyspaceTxn txn) {
    int size = zset.size();
    int wanted = (int) Math.min(count, size);
    List<ScoredMember> elements = new ArrayList<>(wanted);
    if (this == MIN) {
      zset.forEach(0, wanted, ScoredMember.into(elements));
    } else {
      zset.forEachReverse(size - wanted, size, ScoredMember.into(elements));
    }
    ScoredMember.removeAll(elements, key, zset, txn);
    return elements;
  }
}
