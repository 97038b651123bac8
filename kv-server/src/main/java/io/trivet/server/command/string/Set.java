package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;
import static io.trivet.server.command.KeyFlag.VARIABLE_FLAGS;

import io.trivet.server.command.Alternatives;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// SET: stores a string at a key, whatever the key held.
public final class Set {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE, VARIABLE_FLAGS);
  private static final BytesArg VALUE = bytes("value");
  private static final Choice<Condition> CONDITION = oneOf("condition", Condition.class);
  private static final Token GET = token("GET");
  private static final Token KEEPTTL = token("KEEPTTL");
  private static final Alternatives EXPIRATION =
      either("expiration", Expiration.EX, Expiration.PX, Expiration.EXAT, Expiration.PXAT, KEEPTTL)
          .optional();

  /// The declaration of SET.
  public static final CommandSpec SPEC =
      CommandSpec.named("SET")
          .since("1.0.0")
          .group(STRING)
          .summary("Stores a string at a key; what the key held and its expiry are gone.")
          .complexity("O(1)")
          .history("2.6.12", "EX, PX, NX and XX.")
          .history("6.0.0", "KEEPTTL.")
          .history("6.2.0", "GET, EXAT and PXAT.")
          .history("7.0.0", "NX and GET may stand together.")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, VALUE, CONDITION, GET, EXPIRATION)
          .handler(Set::execute);

  private Set() {}

  /// What must hold of the key for anything to be stored.
  private enum Condition {
    NX,
    XX
  }

  /// Replies with OK, or with nothing if the condition does not hold; with GET: with the string
  /// that was there before.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    long expiresAtMs = Expiration.expiresAtMs(call, txn);
    Condition condition = call.get(CONDITION);
    boolean returnsOld = call.has(GET);
    Bytes old = returnsOld ? txn.string(key) : null;
    if (condition != null && txn.exists(key) != (condition == Condition.XX)) {
      return Reply.bulkOrAbsent(old);
    }
    put(call, txn, key, expiresAtMs);
    return returnsOld ? Reply.bulkOrAbsent(old) : Reply.OK;
  }

  private static void put(Call call, KeyspaceTxn txn, Bytes key, long expiresAtMs) {
    if (call.has(KEEPTTL)) {
      txn.putStringKeepingExpiry(key, call.get(VALUE));
    } else if (expiresAtMs != KeyspaceTxn.NEVER && expiresAtMs <= txn.nowMs()) {
      txn.remove(key);
    } else {
      txn.putString(key, call.get(VALUE), expiresAtMs);
    }
  }
}
