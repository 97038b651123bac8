package io.trivet.server.command.list;

import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An end of a list, by the word that clients use.
enum ListEnd {
  LEFT,
  RIGHT;

  /// Adds an element at this end.
  void push(ListEditor list, Bytes element) {
    if (this == LEFT) {
      list.pushFirst(element);
    } else {
      list.pushLast(element);
    }
  }

  /// Removes and gives the element at this end; null if there is none.
  @Nullable Bytes pop(ListEditor list) {
    return list.pop(this == LEFT);
  }

  /// Removes and gives up to `count` elements at this end, in the order of removal.
  List<Bytes> pop(ListEditor list, long count) {
    return list.pop(this == LEFT, (int) Math.min(count, list.value().size()));
  }
}
