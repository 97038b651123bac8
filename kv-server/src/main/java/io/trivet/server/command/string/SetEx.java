package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// SETEX and PSETEX: store a string that expires after a time.
public final class SetEx {
  private static final KeyArg KEY = key("key", OW, UPDATE);
  private static final Int64Arg SECONDS = Expiration.positive(int64("seconds"));
  private static final Int64Arg MILLISECONDS = Expiration.positive(int64("milliseconds"));
  private static final BytesArg VALUE = bytes("value");

  /// The declaration of SETEX.
  public static final CommandSpec SETEX =
      CommandSpec.named("SETEX")
          .since("2.0.0")
          .group(STRING)
          .summary("Stores a string at a key, which expires after a number of seconds.")
          .complexity("O(1)")
          .deprecated("2.6.12", "`SET` with the `EX` argument")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, SECONDS, VALUE)
          .handler((Call call, KeyspaceTxn txn) ->
              put(call, txn, Expiration.milliseconds(call.get(SECONDS), call)));

  /// The declaration of PSETEX.
  public static final CommandSpec PSETEX =
      CommandSpec.named("PSETEX")
          .since("2.6.0")
          .group(STRING)
          .summary("Stores a string at a key, which expires after a number of milliseconds.")
          .complexity("O(1)")
          .deprecated("2.6.12", "`SET` with the `PX` argument")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, MILLISECONDS, VALUE)
          .handler((Call call, KeyspaceTxn txn) -> put(call, txn, call.get(MILLISECONDS)));

  private SetEx() {}

  private static Reply put(Call call, KeyspaceTxn txn, long spanMs) {
    long expiresAtMs = Expiration.fromNow(spanMs, txn, call);
    txn.putString(call.get(KEY), call.get(VALUE), expiresAtMs);
    return Reply.OK;
  }
}
