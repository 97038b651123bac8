package io.trivet.server.command.zset;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ZSetEditor;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ScoredVisitor;
import io.trivet.storage.value.ZSetValue;
import java.util.List;

/// A member with its score, taken out of a sorted set.
record ScoredMember(Bytes member, double score) {

  /// A visitor that copies what it sees into `target`.
  static ScoredVisitor into(List<ScoredMember> target) {
    return (array, from, to, score) ->
        target.add(new ScoredMember(Bytes.copyOf(array, from, to), score));
  }

  /// Removes these elements, all of which the set at `key` has; if it has no others, the key is
  /// deleted.
  static void removeAll(List<ScoredMember> elements, Bytes key, ZSetValue zset, KeyspaceTxn txn) {
    if (elements.size() == zset.size()) {
      txn.remove(key);
      return;
    }
    ZSetEditor editor = txn.editZSet(key);
    for (ScoredMember element : elements) {
      editor.remove(element.member);
    }
  }
}
