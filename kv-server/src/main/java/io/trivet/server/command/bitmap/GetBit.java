package io.trivet.server.command.bitmap;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.BITMAP;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;

/// GETBIT: one bit of the string at a key.
public final class GetBit {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg OFFSET = BitOffset.argument("offset");

  /// The declaration of GETBIT.
  public static final CommandSpec SPEC =
      CommandSpec.named("GETBIT")
          .since("2.2.0")
          .group(BITMAP)
          .summary("Returns one bit of a string; bits behind its end are 0.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, OFFSET)
          .handler(GetBit::execute);

  private GetBit() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    long bit = call.get(OFFSET);
    boolean isSet =
        txn.findString(call.get(KEY))
            && BitOffset.byteIndex(bit) < txn.valueLength()
            && (Native.getByte(txn.valueAddress() + BitOffset.byteIndex(bit)) & BitOffset.mask(bit))
                != 0;
    return Reply.oneIf(isSet);
  }
}
