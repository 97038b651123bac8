package io.trivet.storage.effect;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Encoding;

/// Reads the most frequent payload, one string put and nothing else, where it lies in native memory
/// and without garbage. [EffectType] has the bytes.
///
/// Total: whatever the bytes are, nothing outside of them is read. Threads: one.
public final class StringPutReader {

  private static final long BROKEN = -1;

  private long at;
  private long end;
  private int space;
  private long keyAddress;
  private int keyLength;
  private int both;
  private long expiresAtMs;
  private long valueAddress;
  private int valueLength;

  /// Reads a payload of `bytes` bytes; the fields are valid as long as it lies there.
  ///
  /// @return false if it is anything else: [EffectDecoder] says what
  public boolean read(long address, int bytes) {
    at = address;
    end = address + bytes;
    if (bytes < 2 || Native.getByte(at++) != EffectType.PUT_STRING.code()) {
      return false;
    }
    space = length(Integer.MAX_VALUE);
    keyLength = length(end - at);
    if (space < 0 || keyLength < 0) {
      return false;
    }
    keyAddress = at;
    at += keyLength;
    return readValue();
  }

  public int space() {
    return space;
  }

  public long keyAddress() {
    return keyAddress;
  }

  public int keyLength() {
    return keyLength;
  }

  public Replaced replaced() {
    return Replaced.of(both);
  }

  public Encoding encoding() {
    return Encoding.ofCode(Replaced.encodingCode(both));
  }

  public long expiresAtMs() {
    return expiresAtMs;
  }

  public long valueAddress() {
    return valueAddress;
  }

  public int valueLength() {
    return valueLength;
  }

  private boolean readValue() {
    if (at == end) {
      return false;
    }
    both = Byte.toUnsignedInt(Native.getByte(at++));
    if (!Replaced.isKnown(both) || !Encoding.isCode(Replaced.encodingCode(both))) {
      return false;
    }
    expiresAtMs = varLong();
    valueLength = length(end - at);
    valueAddress = at;
    return expiresAtMs >= 0 && valueLength >= 0 && at + valueLength == end;
  }

  /// A number from 0 to `most`, or -1.
  private int length(long most) {
    long value = varLong();
    return value >= 0 && value <= Math.min(most, Integer.MAX_VALUE) ? (int) value : -1;
  }

  private long varLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && at < end; shift += 7) {
      byte b = Native.getByte(at++);
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    at = end;
    return BROKEN;
  }
}
