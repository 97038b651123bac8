package io.trivet.server.command.bitmap;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.BITMAP;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// BITPOS: finds the first bit of a string that is 1 or 0.
public final class BitPos {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg BIT = int64("bit").between(0, 1, ErrorText.BIT_ARGUMENT);
  private static final Int64Arg START = int64("start");
  private static final Int64Arg END = int64("end");
  private static final Choice<BitRange.Unit> UNIT = oneOf("unit", BitRange.Unit.class);
  private static final Block END_AND_UNIT = block("end-unit-block", END, UNIT).optional();
  private static final Block RANGE = block("range", START, END_AND_UNIT).optional();

  /// The declaration of BITPOS.
  public static final CommandSpec SPEC =
      CommandSpec.named("BITPOS")
          .since("2.8.7")
          .group(BITMAP)
          .summary("Finds the first bit that is 1, or 0, in a string or a part of it.")
          .complexity("O(N), N being the length of the part")
          .history("7.0.0", "BYTE and BIT.")
          .flags(READONLY)
          .arguments(KEY, BIT, RANGE)
          .handler(BitPos::execute);

  private BitPos() {}

  /// Replies with the place of the bit, or with -1. Without an end, zeros are thought to follow the
  /// string, so that a 0 is found behind it.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    boolean wanted = call.get(BIT) == 1;
    if (!txn.findString(call.get(KEY))) {
      return Reply.integer(wanted ? -1 : 0);
    }
    boolean countsBits = call.get(UNIT) == BitRange.Unit.BIT;
    BitRange range =
        BitRange.of(call.get(START, 0), call.get(END, -1), countsBits, txn.valueLength());
    long found = NativeBits.find(txn.valueAddress(), range, wanted);
    if (found < 0 && !wanted && !range.isEmpty() && !call.has(END)) {
      return Reply.integer(range.to());
    }
    return Reply.integer(found);
  }
}
