package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// MSET and MSETNX: store strings at several keys, all at once.
public final class MSet {
  private static final KeyArg KEY = key("key", OW, UPDATE);
  private static final KeyArg NEW_KEY = key("key", OW, INSERT);
  private static final BytesArg VALUE = bytes("value");
  private static final BytesArg NEW_VALUE = bytes("value");
  private static final Repeated PAIRS = repeated("data", KEY, VALUE).orError(ErrorText.WRONG_ARITY);
  private static final Repeated NEW_PAIRS =
      repeated("data", NEW_KEY, NEW_VALUE).orError(ErrorText.WRONG_ARITY);

  /// The declaration of MSET.
  public static final CommandSpec MSET =
      CommandSpec.named("MSET")
          .since("1.0.1")
          .group(STRING)
          .summary("Stores strings at several keys.")
          .complexity("O(N), N being the number of keys")
          .hints("request_policy:multi_shard", "response_policy:all_succeeded")
          .flags(WRITE, DENY_OOM)
          .arguments(PAIRS)
          .handler(MSet::putAll);

  /// The declaration of MSETNX.
  public static final CommandSpec MSETNX =
      CommandSpec.named("MSETNX")
          .since("1.0.1")
          .group(STRING)
          .summary("Stores strings at several keys if none of the keys exists.")
          .complexity("O(N), N being the number of keys")
          .flags(WRITE, DENY_OOM)
          .arguments(NEW_PAIRS)
          .handler(MSet::putAllIfNew);

  private MSet() {}

  private static Reply putAll(Call call, KeyspaceTxn txn) {
    for (Call pair : call.each(PAIRS)) {
      txn.putString(pair.get(KEY), pair.get(VALUE));
    }
    return Reply.OK;
  }

  /// Replies with 1 if all strings were stored, with 0 if none was.
  private static Reply putAllIfNew(Call call, KeyspaceTxn txn) {
    for (Call pair : call.each(NEW_PAIRS)) {
      if (txn.exists(pair.get(NEW_KEY))) {
        return Reply.integer(0);
      }
    }
    for (Call pair : call.each(NEW_PAIRS)) {
      txn.putString(pair.get(NEW_KEY), pair.get(NEW_VALUE));
    }
    return Reply.integer(1);
  }
}
