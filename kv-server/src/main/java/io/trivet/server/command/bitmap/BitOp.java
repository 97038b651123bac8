package io.trivet.server.command.bitmap;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.BITMAP;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// BITOP: combines strings bit by bit and stores the result.
public final class BitOp {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final RequiredChoice<Operation> OPERATION =
      oneOf("operation", Operation.class).required();
  private static final KeyArg TARGET = key("destkey", OW, UPDATE);
  private static final Repeated SOURCES = keys("key", RO, ACCESS);

  /// The declaration of BITOP.
  public static final CommandSpec SPEC =
      CommandSpec.named("BITOP")
          .since("2.6.0")
          .group(BITMAP)
          .summary("Combines strings by AND, OR, XOR or NOT and stores the result at a key.")
          .complexity("O(N), N being the sum of the lengths")
          .flags(WRITE, DENY_OOM)
          .arguments(OPERATION, TARGET, SOURCES)
          .handler(BitOp::execute);

  private BitOp() {}

  private enum Operation {
    AND {
      @Override
      long apply(long one, long other) {
        return one & other;
      }
    },
    OR {
      @Override
      long apply(long one, long other) {
        return one | other;
      }
    },
    XOR {
      @Override
      long apply(long one, long other) {
        return one ^ other;
      }
    },
    NOT {
      @Override
      long apply(long one, long other) {
        return ~one;
      }
    };

    abstract long apply(long one, long other);
  }

  /// Replies with the length of the result, which is that of the longest string; an empty result
  /// deletes the key. Shorter strings count as padded with zeros.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Operation operation = call.get(OPERATION);
    List<Bytes> sources = call.all(SOURCES);
    if (operation == Operation.NOT && sources.size() != 1) {
      throw new CommandError(ErrorText.BITOP_NOT_SOURCES);
    }
    byte[] result = new byte[longest(sources, txn)];
    if (txn.findString(sources.getFirst())) {
      Native.copyOut(txn.valueAddress(), result, 0, txn.valueLength());
    }
    for (Bytes source : sources.subList(1, sources.size())) {
      boolean found = txn.findString(source);
      combine(operation, found ? txn.valueAddress() : 0, found ? txn.valueLength() : 0, result);
    }
    if (operation == Operation.NOT) {
      invert(result);
    }
    Bytes target = call.get(TARGET);
    if (result.length == 0) {
      txn.remove(target);
    } else {
      txn.putString(target, Bytes.of(result));
    }
    return Reply.integer(result.length);
  }

  private static int longest(List<Bytes> keys, KeyspaceTxn txn) {
    int longest = 0;
    for (Bytes key : keys) {
      longest = Math.max(longest, txn.stringLength(key));
    }
    return longest;
  }

  private static void combine(Operation operation, long address, int length, byte[] result) {
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      long word = Native.getLong(address + at);
      LONG.set(result, at, operation.apply((long) LONG.get(result, at), word));
    }
    for (; at < length; at++) {
      result[at] = (byte) operation.apply(result[at], Native.getByte(address + at));
    }
    if (operation == Operation.AND) {
      Arrays.fill(result, length, result.length, (byte) 0);
    }
  }

  private static void invert(byte[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) Operation.NOT.apply(result[i], 0);
    }
  }
}
