package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Alternatives;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// GETEX: gives the string at a key and sets or removes its expiry.
public final class GetEx {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final Token PERSIST = token("PERSIST");
  private static final Alternatives EXPIRATION =
      either("expiration", Expiration.EX, Expiration.PX, Expiration.EXAT, Expiration.PXAT, PERSIST)
          .optional();

  /// The declaration of GETEX.
  public static final CommandSpec SPEC =
      CommandSpec.named("GETEX")
          .since("6.2.0")
          .group(STRING)
          .summary("Returns the string stored at a key and sets or removes the key's expiry.")
          .complexity("O(1)")
          .flags(WRITE, FAST)
          .arguments(KEY, EXPIRATION)
          .handler(GetEx::execute);

  private GetEx() {}

  /// Replies with the string. A point in time that has passed deletes the key.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    long expiresAtMs = Expiration.expiresAtMs(call, txn);
    Bytes value = txn.string(key);
    if (value == null) {
      return Reply.absent();
    }
    if (expiresAtMs != KeyspaceTxn.NEVER) {
      txn.expireAt(key, expiresAtMs);
    } else if (call.has(PERSIST) && txn.expiresAtMs(key) != KeyspaceTxn.NEVER) {
      txn.expireAt(key, KeyspaceTxn.NEVER);
    }
    return Reply.bulk(value);
  }
}
