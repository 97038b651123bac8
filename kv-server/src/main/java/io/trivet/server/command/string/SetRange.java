package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// SETRANGE: overwrites a part of the string at a key.
public final class SetRange {
  private static final KeyArg KEY = key("key", RW, UPDATE);
  private static final Int64Arg OFFSET = int64("offset").atLeast(0, ErrorText.OFFSET_OUT_OF_RANGE);
  private static final BytesArg VALUE = bytes("value");

  /// The declaration of SETRANGE.
  public static final CommandSpec SPEC =
      CommandSpec.named("SETRANGE")
          .since("2.2.0")
          .group(STRING)
          .summary("Overwrites bytes of a string from an offset on; zeros fill a gap before it.")
          .complexity("O(N), N being the length of the value, if the string need not grow")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, OFFSET, VALUE)
          .handler(SetRange::execute);

  private SetRange() {}

  /// Replies with the length of the string afterwards. An empty value changes nothing.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    long offset = call.get(OFFSET);
    Bytes value = call.get(VALUE);
    int length = txn.stringLength(key);
    if (value.isEmpty()) {
      return Reply.integer(length);
    }
    StringLimit.check(offset, value.length());
    txn.putRange(key, (int) offset, value);
    return Reply.integer(Math.max(length, offset + value.length()));
  }
}
