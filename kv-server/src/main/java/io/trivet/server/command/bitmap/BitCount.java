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
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// BITCOUNT: counts the bits of a string that are 1.
public final class BitCount {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg START = int64("start");
  private static final Int64Arg END = int64("end");
  private static final Choice<BitRange.Unit> UNIT = oneOf("unit", BitRange.Unit.class);
  private static final Block RANGE = block("range", START, END, UNIT).optional();

  /// The declaration of BITCOUNT.
  public static final CommandSpec SPEC =
      CommandSpec.named("BITCOUNT")
          .since("2.6.0")
          .group(BITMAP)
          .summary("Counts the bits that are 1 in a string or a part of it.")
          .complexity("O(N), N being the length of the part")
          .history("7.0.0", "BYTE and BIT.")
          .flags(READONLY)
          .arguments(KEY, RANGE)
          .handler(BitCount::execute);

  private BitCount() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    if (!txn.findString(call.get(KEY))) {
      return Reply.integer(0);
    }
    boolean countsBits = call.get(UNIT) == BitRange.Unit.BIT;
    long first = call.get(START, 0);
    long last = call.get(END, -1);
    if (first < 0 && last < 0 && first > last) {
      return Reply.integer(0);
    }
    BitRange range = BitRange.of(first, last, countsBits, txn.valueLength());
    return Reply.integer(NativeBits.count(txn.valueAddress(), range));
  }
}
