package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of a command that takes from the first one that has anything, and may wait for that
/// (BLPOP, BZMPOP).
public final class WaitedKeys {

  private WaitedKeys() {}

  /// The first key that holds a collection of `type`, or null.
  ///
  /// A key of another type before it is an error, but not to a client that already waits: types may
  /// come and go unseen by it.
  public static @Nullable Bytes first(
      Call call, KeyspaceTxn txn, List<Bytes> keys, ValueType type) {
    for (Bytes key : keys) {
      ValueType found = txn.type(key);
      if (found == type) {
        return key;
      }
      if (found != null && call.remembered() == null) {
        throw new CommandError(ErrorText.WRONG_TYPE);
      }
    }
    call.remember(type);
    return null;
  }
}
