package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// HDEL: removes fields.
public final class HDel {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Repeated FIELDS = repeated("field", bytes("field"));

  public static final CommandSpec SPEC =
      CommandSpec.named("HDEL")
          .since("2.0.0")
          .group(HASH)
          .summary("Removes fields of a hash; a hash without fields is deleted.")
          .complexity("O(N), N being the number of fields to remove")
          .flags(WRITE, FAST)
          .arguments(KEY, FIELDS)
          .history("2.4.0", "Takes several fields.")
          .handler(HDel::execute);

  private HDel() {}

  /// Replies with the number of fields removed.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashEditor hash = txn.editHash(call.get(KEY));
    int removed = 0;
    for (Bytes field : call.all(FIELDS)) {
      if (hash.remove(field)) {
        removed++;
      }
    }
    return Reply.integer(removed);
  }
}
