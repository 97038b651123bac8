package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// GETSET: stores a string and gives the one before it.
public final class GetSet {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final BytesArg VALUE = bytes("value");

  /// The declaration of GETSET.
  public static final CommandSpec SPEC =
      CommandSpec.named("GETSET")
          .since("1.0.0")
          .group(STRING)
          .summary("Stores a string at a key and returns the string that was there.")
          .complexity("O(1)")
          .deprecated("6.2.0", "`SET` with the `GET` argument")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, VALUE)
          .handler(GetSet::execute);

  private GetSet() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    Bytes old = txn.string(key);
    txn.putString(key, call.get(VALUE));
    return Reply.bulkOrAbsent(old);
  }
}
