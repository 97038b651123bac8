package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// TTL, PTTL, EXPIRETIME and PEXPIRETIME: when a key expires.
///
/// All reply with -2 if there is no such key and with -1 if it does not expire. Seconds are rounded
/// to the nearest.
public final class Ttl {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final long NO_KEY = -2;
  private static final long NO_EXPIRY = -1;

  /// The declaration of TTL.
  public static final CommandSpec TTL =
      declaration("TTL", "1.0.0", "Returns after how many seconds a key expires.")
          .history("2.8.0", "-2 for a missing key.")
          .hints("nondeterministic_output")
          .handler((Call call, KeyspaceTxn txn) -> reply(call, txn, seconds(leftMs(call, txn))));

  /// The declaration of PTTL.
  public static final CommandSpec PTTL =
      declaration("PTTL", "2.6.0", "Returns after how many milliseconds a key expires.")
          .history("2.8.0", "-2 for a missing key.")
          .hints("nondeterministic_output")
          .handler((Call call, KeyspaceTxn txn) -> reply(call, txn, leftMs(call, txn)));

  /// The declaration of EXPIRETIME.
  public static final CommandSpec EXPIRETIME =
      declaration("EXPIRETIME", "7.0.0", "Returns at which second since 1970 a key expires.")
          .handler((Call call, KeyspaceTxn txn) ->
              reply(call, txn, seconds(txn.expiresAtMs(call.get(KEY)))));

  /// The declaration of PEXPIRETIME.
  public static final CommandSpec PEXPIRETIME =
      declaration("PEXPIRETIME", "7.0.0", "Returns at which millisecond since 1970 a key expires.")
          .handler(
              (Call call, KeyspaceTxn txn) -> reply(call, txn, txn.expiresAtMs(call.get(KEY))));

  private Ttl() {}

  private static CommandSpec.Builder declaration(String name, String since, String summary) {
    return CommandSpec.named(name)
        .since(since)
        .group(GENERIC)
        .summary(summary)
        .complexity("O(1)")
        .flags(READONLY, FAST)
        .arguments(KEY);
  }

  private static long leftMs(Call call, KeyspaceTxn txn) {
    return Math.max(0, txn.expiresAtMs(call.get(KEY)) - txn.nowMs());
  }

  /// Rounded half up; never beyond 64 bits.
  private static long seconds(long milliseconds) {
    return milliseconds / 1000 + (milliseconds % 1000 >= 500 ? 1 : 0);
  }

  private static Reply reply(Call call, KeyspaceTxn txn, long time) {
    Bytes key = call.get(KEY);
    if (!txn.exists(key)) {
      return Reply.integer(NO_KEY);
    }
    return Reply.integer(txn.expiresAtMs(key) == KeyspaceTxn.NEVER ? NO_EXPIRY : time);
  }
}
