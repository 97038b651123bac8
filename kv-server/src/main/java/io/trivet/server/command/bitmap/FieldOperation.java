package io.trivet.server.command.bitmap;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// One step of BITFIELD.
///
/// @param kind what is done
/// @param type the field's type
/// @param bit where the field begins
/// @param operand the number to set or to add
/// @param overflow what to do if the result does not fit
record FieldOperation(Kind kind, FieldType type, long bit, long operand, Overflow overflow) {

  /// What a step does with its field.
  enum Kind {
    GET,
    SET,
    INCRBY
  }

  /// The byte that holds the last bit of the field.
  int lastByte() {
    return BitOffset.byteIndex(bit + type.bits() - 1);
  }

  /// Does it, in a string that is long enough if something is to be written. Gives the number to
  /// reply with: the old one for SET, else the new one; null if nothing was done for overflow.
  @Nullable Long execute(Bytes key, KeyspaceTxn txn) {
    long before = read(key, txn);
    if (kind == Kind.GET) {
      return before;
    }
    long base = kind == Kind.SET ? 0 : before;
    int direction = overflowDirection(base);
    if (direction != 0 && overflow == Overflow.FAIL) {
      return null;
    }
    long after = fitted(base, direction);
    if (after != before) {
      write(key, txn, after);
    }
    return kind == Kind.SET ? before : after;
  }

  /// 1 if `base` plus the operand is above what the type holds, -1 if it is below, else 0.
  private int overflowDirection(long base) {
    if (kind == Kind.SET && !type.isSigned() && operand < 0) {
      return 1; // taken for an unsigned number, which is then a large one
    }
    long sum = base + operand;
    if (((base ^ sum) & (operand ^ sum)) < 0) {
      return operand > 0 ? 1 : -1;
    }
    return sum > type.max() ? 1 : sum < type.min() ? -1 : 0;
  }

  private long fitted(long base, int direction) {
    if (direction == 0 || overflow == Overflow.WRAP) {
      return type.truncate(base + operand);
    }
    return direction > 0 ? type.max() : type.min();
  }

  private long read(Bytes key, KeyspaceTxn txn) {
    boolean found = txn.findString(key);
    long address = found ? txn.valueAddress() : 0;
    int length = found ? txn.valueLength() : 0;
    long value = 0;
    int left = type.bits();
    for (long at = bit; left > 0; ) {
      int inByte = (int) (at & 7);
      int taken = Math.min(Byte.SIZE - inByte, left);
      int index = BitOffset.byteIndex(at);
      int octet = index < length ? Native.getByte(address + index) & 0xFF : 0;
      value = value << taken | part(octet, inByte, taken);
      at += taken;
      left -= taken;
    }
    return type.truncate(value);
  }

  private static int part(int octet, int inByte, int taken) {
    return octet >>> (Byte.SIZE - inByte - taken) & ((1 << taken) - 1);
  }

  private void write(Bytes key, KeyspaceTxn txn, long number) {
    int firstByte = BitOffset.byteIndex(bit);
    byte[] bytes = new byte[lastByte() - firstByte + 1];
    txn.findString(key);
    Native.copyOut(txn.valueAddress() + firstByte, bytes, 0, bytes.length);
    int left = type.bits();
    for (long at = bit; left > 0; ) {
      int inByte = (int) (at & 7);
      int taken = Math.min(Byte.SIZE - inByte, left);
      int shift = Byte.SIZE - inByte - taken;
      int mask = ((1 << taken) - 1) << shift;
      int index = BitOffset.byteIndex(at) - firstByte;
      int octet = (int) (number >>> (left - taken)) << shift;
      bytes[index] = (byte) ((bytes[index] & ~mask) | (octet & mask));
      at += taken;
      left -= taken;
    }
    txn.putRange(key, firstByte, Bytes.of(bytes));
  }
}
