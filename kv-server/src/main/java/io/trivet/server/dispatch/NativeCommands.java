package io.trivet.server.dispatch;

import io.netty.buffer.ByteBuf;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.resp.Request;
import io.trivet.server.resp.RespEncoder;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;
import java.util.List;
import java.util.Map;

/// The commands that have a handler without garbage: GET and SET.
public final class NativeCommands {

  private static final int MAX_DIGITS = 11;
  private static final byte[] ABSENT_2 = {'$', '-', '1', '\r', '\n'};
  private static final byte[] ABSENT_3 = {'_', '\r', '\n'};

  private static final Map<String, NativeHandler> HANDLERS =
      Map.of("get", NativeCommands::get, "set", NativeCommands::set);

  private NativeCommands() {}

  /// The same commands, those that have one with their native handler.
  public static List<CommandSpec> bind(List<CommandSpec> specs) {
    return specs.stream().map(NativeCommands::bind).toList();
  }

  private static CommandSpec bind(CommandSpec spec) {
    NativeHandler handler = HANDLERS.get(spec.name());
    return handler == null ? spec : spec.withInPlace(handler);
  }

  private static boolean get(
      Request request, int slot, KeyspaceTxn txn, ByteBuf out, int protocol) {
    if (request.count() != 2) {
      return false;
    }
    if (!txn.findString(slot, request.place(1), request.length(1))) {
      out.writeBytes(protocol == RespEncoder.RESP3 ? ABSENT_3 : ABSENT_2);
      return true;
    }
    int length = txn.valueLength();
    out.ensureWritable(length + MAX_DIGITS + 5);
    long at = out.memoryAddress() + out.writerIndex();
    long start = at;
    Native.putByte(at++, (byte) '$');
    at = putDigits(at, length);
    at = putLineEnd(at);
    Native.copy(txn.valueAddress(), at, length);
    at = putLineEnd(at + length);
    out.writerIndex(out.writerIndex() + (int) (at - start));
    return true;
  }

  private static boolean set(
      Request request, int slot, KeyspaceTxn txn, ByteBuf out, int protocol) {
    if (request.count() != 3) {
      return false;
    }
    txn.putString(slot, request.place(1), request.length(1), request.place(2), request.length(2));
    out.ensureWritable(5);
    long at = out.memoryAddress() + out.writerIndex();
    Native.putInt(at, '+' | ('O' << 8) | ('K' << 16) | ('\r' << 24));
    Native.putByte(at + 4, (byte) '\n');
    out.writerIndex(out.writerIndex() + 5);
    return true;
  }

  private static long putDigits(long address, int value) {
    int digits = 1;
    for (int rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      Native.putByte(address + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return address + digits;
  }

  private static long putLineEnd(long address) {
    Native.putShort(address, (short) ('\r' | ('\n' << 8)));
    return address + 2;
  }
}
