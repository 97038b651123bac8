package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.Arguments.unixTime;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT: say when a key expires.
public final class Expire {
  private static final KeyArg KEY = key("key", RW, UPDATE);
  private static final Int64Arg SECONDS = int64("seconds");
  private static final Int64Arg MILLISECONDS = int64("milliseconds");
  private static final Int64Arg UNIX_SECONDS = unixTime("unix-time-seconds");
  private static final Int64Arg UNIX_MILLISECONDS = unixTime("unix-time-milliseconds");
  private static final Token NX = token("NX");
  private static final Token XX = token("XX");
  private static final Token GT = token("GT");
  private static final Token LT = token("LT");

  private static final long SECOND_MS = 1000;

  /// The declaration of EXPIRE.
  public static final CommandSpec EXPIRE =
      declaration("EXPIRE", "1.0.0", "Lets a key expire after a number of seconds.")
          .arguments(KEY, SECONDS, NX, XX, GT, LT)
          .handler((Call call, KeyspaceTxn txn) ->
              expireIn(milliseconds(call.get(SECONDS), call), call, txn));

  /// The declaration of PEXPIRE.
  public static final CommandSpec PEXPIRE =
      declaration("PEXPIRE", "2.6.0", "Lets a key expire after a number of milliseconds.")
          .arguments(KEY, MILLISECONDS, NX, XX, GT, LT)
          .handler((Call call, KeyspaceTxn txn) -> expireIn(call.get(MILLISECONDS), call, txn));

  /// The declaration of EXPIREAT.
  public static final CommandSpec EXPIREAT =
      declaration("EXPIREAT", "1.2.0", "Lets a key expire at a second since 1970.")
          .arguments(KEY, UNIX_SECONDS, NX, XX, GT, LT)
          .handler((Call call, KeyspaceTxn txn) ->
              expireAt(milliseconds(call.get(UNIX_SECONDS), call), call, txn));

  /// The declaration of PEXPIREAT.
  public static final CommandSpec PEXPIREAT =
      declaration("PEXPIREAT", "2.6.0", "Lets a key expire at a millisecond since 1970.")
          .arguments(KEY, UNIX_MILLISECONDS, NX, XX, GT, LT)
          .handler(
              (Call call, KeyspaceTxn txn) -> expireAt(call.get(UNIX_MILLISECONDS), call, txn));

  private Expire() {}

  private static CommandSpec.Builder declaration(String name, String since, String summary) {
    return CommandSpec.named(name)
        .since(since)
        .group(GENERIC)
        .summary(summary)
        .complexity("O(1)")
        .history("7.0.0", "NX, XX, GT and LT.")
        .flags(WRITE, FAST)
        .unknownOptionError(ErrorText.UNSUPPORTED_OPTION);
  }

  private static long milliseconds(long seconds, Call call) {
    if (seconds > Long.MAX_VALUE / SECOND_MS || seconds < Long.MIN_VALUE / SECOND_MS) {
      throw new CommandError(ErrorText.INVALID_EXPIRE, call.spec().name());
    }
    return seconds * SECOND_MS;
  }

  private static Reply expireIn(long spanMs, Call call, KeyspaceTxn txn) {
    if (spanMs > Long.MAX_VALUE - txn.nowMs()) {
      throw new CommandError(ErrorText.INVALID_EXPIRE, call.spec().name());
    }
    return expireAt(txn.nowMs() + spanMs, call, txn);
  }

  /// Replies with 1 if the expiry was set, also if its time has come and the key is gone by that;
  /// with 0 if there is no such key or the condition does not hold.
  private static Reply expireAt(long expiresAtMs, Call call, KeyspaceTxn txn) {
    checkCompatible(call);
    Bytes key = call.get(KEY);
    if (!txn.touch(key) || !isWanted(call, txn.expiresAtMs(key), expiresAtMs)) {
      return Reply.integer(0);
    }
    if (expiresAtMs <= txn.nowMs()) {
      txn.remove(key);
    } else {
      txn.expireAt(key, expiresAtMs);
    }
    return Reply.integer(1);
  }

  private static void checkCompatible(Call call) {
    if (call.has(NX) && (call.has(XX) || call.has(GT) || call.has(LT))) {
      throw new CommandError(ErrorText.EXPIRE_NX_AND_OTHERS);
    }
    if (call.has(GT) && call.has(LT)) {
      throw new CommandError(ErrorText.EXPIRE_GT_AND_LT);
    }
  }

  /// Whether the options let `wantedMs` take the place of `currentMs`. No expiry counts as one that
  /// is never reached.
  private static boolean isWanted(Call call, long currentMs, long wantedMs) {
    boolean expires = currentMs != KeyspaceTxn.NEVER;
    return (!call.has(NX) || !expires)
        && (!call.has(XX) || expires)
        && (!call.has(GT) || (expires && wantedMs > currentMs))
        && (!call.has(LT) || !expires || wantedMs < currentMs);
  }
}
