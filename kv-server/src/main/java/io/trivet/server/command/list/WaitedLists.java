package io.trivet.server.command.list;

import io.trivet.server.command.Call;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lists of a command that takes from the first one that has elements, and may wait for that.
final class WaitedLists {

  private WaitedLists() {}

  /// The first key that holds a list, or null.
  ///
  /// A key of another type is an error, but not to a client that already waits: the type may come
  /// and go unseen by it.
  static @Nullable Bytes first(Call call, KeyspaceTxn txn, List<Bytes> keys) {
    for (Bytes key : keys) {
      ValueType type = txn.type(key);
      if (type == ValueType.LIST) {
        return key;
      }
      if (type != null && call.remembered() == null) {
        throw new CommandError(ErrorText.WRONG_TYPE);
      }
    }
    call.remember(ValueType.LIST);
    return null;
  }
}
