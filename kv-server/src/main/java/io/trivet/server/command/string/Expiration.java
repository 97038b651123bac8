package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.unixTime;

import io.trivet.server.command.Call;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// The four ways in which SET and GETEX say when a key expires. A time of zero or less is refused.
final class Expiration {
  static final Int64Arg EX = positive(int64("seconds")).after("EX");
  static final Int64Arg PX = positive(int64("milliseconds")).after("PX");
  static final Int64Arg EXAT = positive(unixTime("unix-time-seconds")).after("EXAT");
  static final Int64Arg PXAT = positive(unixTime("unix-time-milliseconds")).after("PXAT");

  private static final long SECOND_MS = 1000;

  private Expiration() {}

  /// A time span or point in time that must be above zero.
  static Int64Arg positive(Int64Arg number) {
    return number.atLeast(1, ErrorText.INVALID_EXPIRE);
  }

  /// When the key expires, in milliseconds since 1970; [KeyspaceTxn#NEVER] if the call has none of
  /// the four.
  ///
  /// @throws CommandError if that is beyond 64 bits
  static long expiresAtMs(Call call, KeyspaceTxn txn) {
    if (call.has(EX)) {
      return fromNow(milliseconds(call.get(EX), call), txn, call);
    }
    if (call.has(PX)) {
      return fromNow(call.get(PX), txn, call);
    }
    if (call.has(EXAT)) {
      return milliseconds(call.get(EXAT), call);
    }
    return call.get(PXAT, KeyspaceTxn.NEVER);
  }

  /// A number of seconds as milliseconds.
  static long milliseconds(long seconds, Call call) {
    if (seconds > Long.MAX_VALUE / SECOND_MS) {
      throw invalid(call);
    }
    return seconds * SECOND_MS;
  }

  /// The point in time that lies so many milliseconds ahead.
  static long fromNow(long spanMs, KeyspaceTxn txn, Call call) {
    if (spanMs > Long.MAX_VALUE - txn.nowMs()) {
      throw invalid(call);
    }
    return txn.nowMs() + spanMs;
  }

  private static CommandError invalid(Call call) {
    return new CommandError(ErrorText.INVALID_EXPIRE, call.spec().name());
  }
}
