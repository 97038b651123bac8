package io.trivet.server.command.bitmap;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.BITMAP;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;

/// SETBIT: sets or clears one bit of the string at a key.
public final class SetBit {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final Int64Arg OFFSET = BitOffset.argument("offset");
  private static final Int64Arg VALUE =
      int64("value").orError(ErrorText.BIT_VALUE).between(0, 1, ErrorText.BIT_VALUE);

  /// The declaration of SETBIT.
  public static final CommandSpec SPEC =
      CommandSpec.named("SETBIT")
          .since("2.2.0")
          .group(BITMAP)
          .summary("Sets or clears one bit of a string, which grows by zeros as far as needed.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, OFFSET, VALUE)
          .handler(SetBit::execute);

  private SetBit() {}

  /// Replies with what the bit was before.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    long bit = call.get(OFFSET);
    int index = BitOffset.byteIndex(bit);
    int mask = BitOffset.mask(bit);
    boolean grows = !txn.findString(key) || index >= txn.valueLength();
    int before = grows ? 0 : Native.getByte(txn.valueAddress() + index);
    int after = call.get(VALUE) == 1 ? before | mask : before & ~mask;
    if (grows || after != before) {
      txn.putRange(key, index, Bytes.of(new byte[] {(byte) after}));
    }
    return Reply.oneIf((before & mask) != 0);
  }
}
