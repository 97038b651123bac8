package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// GETRANGE, once named SUBSTR: a part of the string at a key.
public final class GetRange {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg START = int64("start");
  private static final Int64Arg END = int64("end");

  /// The declaration of GETRANGE.
  public static final CommandSpec GETRANGE =
      CommandSpec.named("GETRANGE")
          .since("2.4.0")
          .group(STRING)
          .summary("Returns the bytes of a string between two offsets, both included.")
          .complexity("O(N), N being the length of the answer")
          .flags(READONLY)
          .arguments(KEY, START, END)
          .handler(GetRange::execute);

  /// The declaration of SUBSTR.
  public static final CommandSpec SUBSTR =
      CommandSpec.named("SUBSTR")
          .since("1.0.0")
          .group(STRING)
          .summary("Returns the bytes of a string between two offsets, both included.")
          .complexity("O(N), N being the length of the answer")
          .deprecated("2.0.0", "`GETRANGE`")
          .flags(READONLY)
          .arguments(KEY, START, END)
          .handler(GetRange::execute);

  private GetRange() {}

  /// Replies with the bytes from the first to the last offset; negative ones count from the end.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    long first = call.get(START);
    long last = call.get(END);
    int length = txn.stringLength(key);
    if (first < 0 && last < 0 && first > last) {
      return Reply.bulk(Bytes.EMPTY);
    }
    long from = Math.max(0, first < 0 ? length + first : first);
    long to = Math.min(length - 1, Math.max(0, last < 0 ? length + last : last)) + 1;
    return Reply.bulk(from < to ? txn.stringRange(key, (int) from, (int) to) : Bytes.EMPTY);
  }
}
