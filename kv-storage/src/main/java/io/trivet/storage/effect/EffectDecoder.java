package io.trivet.storage.effect;

import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CorruptValueException;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.ValueType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads the effects of one frame. [EffectType] has the bytes.
///
/// Total: whatever the bytes are, the only exception is a [CorruptEffectException], and no more
/// memory is taken than the payload is long. Threads: one.
public final class EffectDecoder {

  private final ByteBuffer payload;

  /// Decodes from the position of `payload` to its limit.
  public EffectDecoder(ByteBuffer payload) {
    this.payload = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// All effects of a payload.
  ///
  /// @throws CorruptEffectException if the bytes are no effects
  public static List<EffectRecord> decode(ByteBuffer payload) {
    List<EffectRecord> effects = new ArrayList<>(1);
    EffectDecoder decoder = new EffectDecoder(payload);
    while (decoder.hasNext()) {
      effects.add(decoder.next());
    }
    return effects;
  }

  public boolean hasNext() {
    return payload.hasRemaining();
  }

  /// The next effect.
  ///
  /// @throws CorruptEffectException if the bytes are none
  public EffectRecord next() {
    try {
      EffectType type = EffectType.of(payload.get());
      int space = integer();
      return decode(type, space, bytes());
    } catch (BufferUnderflowException e) {
      throw new CorruptEffectException("effect ends after " + payload.limit() + " bytes");
    } catch (CorruptValueException e) {
      throw new CorruptEffectException("effect with an " + e.getMessage());
    }
  }

  private EffectRecord decode(EffectType type, int space, Bytes key) {
    return switch (type) {
      case PUT_STRING -> putString(space, key);
      case PUT_COLLECTION -> putCollection(space, key);
      case DELETE -> new EffectRecord.Delete(space, key);
      case SET_EXPIRY -> new EffectRecord.SetExpiry(space, key, varLong());
      case PUT_RANGE -> new EffectRecord.PutRange(space, key, varLong(), bytes());
      case HASH_PUT -> new EffectRecord.HashPut(space, key, bytes(), bytes());
      case HASH_REMOVE -> new EffectRecord.HashRemove(space, key, bytes());
      case SET_ADD -> new EffectRecord.SetAdd(space, key, bytes());
      case SET_REMOVE -> new EffectRecord.SetRemove(space, key, bytes());
      case ZSET_PUT -> new EffectRecord.ZSetPut(space, key, score(), bytes());
      case ZSET_REMOVE -> new EffectRecord.ZSetRemove(space, key, bytes());
      case LIST_PUSH -> new EffectRecord.ListPush(space, key, flag(), bytes());
      case LIST_POP -> new EffectRecord.ListPop(space, key, flag(), varLong());
      case LIST_SET -> new EffectRecord.ListSet(space, key, varLong(), bytes());
      case LIST_INSERT -> new EffectRecord.ListInsert(space, key, varLong(), bytes());
      case LIST_REMOVE -> new EffectRecord.ListRemove(space, key, zigzag(), bytes());
      case LIST_TRIM -> new EffectRecord.ListTrim(space, key, varLong(), varLong());
      case ASSIGN_SPACE -> new EffectRecord.AssignSpace(space, integer());
      case DIGEST_MARK -> new EffectRecord.DigestMark(digestRange());
      case DIGEST_SUM -> new EffectRecord.DigestSum(varLong(), varLong(), payload.getLong());
    };
  }

  private EffectRecord putString(int space, Bytes key) {
    int both = Byte.toUnsignedInt(payload.get());
    Replaced replaced = Replaced.of(both);
    Encoding encoding = Encoding.ofCode(Replaced.encodingCode(both));
    return new EffectRecord.PutString(space, key, replaced, encoding, varLong(), bytes());
  }

  private EffectRecord putCollection(int space, Bytes key) {
    ValueType type = ValueType.ofCode(payload.get());
    Encoding encoding = Encoding.ofCode(payload.get());
    long expiresAtMs = varLong();
    int count = integer();
    List<EffectRecord.Row> rows = new ArrayList<>(Math.min(count, payload.remaining()));
    for (int i = 0; i < count; i++) {
      rows.add(new EffectRecord.Row(bytes(), bytes()));
    }
    return new EffectRecord.PutCollection(space, key, type, encoding, expiresAtMs, rows);
  }

  private DigestRange digestRange() {
    return new DigestRange(integer(), payload.getLong(), varLong(), varLong());
  }

  private double score() {
    double score = Double.longBitsToDouble(payload.getLong());
    if (Double.isNaN(score)) {
      throw new CorruptEffectException("score is not a number");
    }
    return score;
  }

  private boolean flag() {
    return payload.get() != 0;
  }

  private int integer() {
    long value = varLong();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new CorruptEffectException("number " + value + " where 31 bits are expected");
    }
    return (int) value;
  }

  private int zigzag() {
    int coded = (int) varLong();
    return (coded >>> 1) ^ -(coded & 1);
  }

  private long varLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = payload.get();
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new CorruptEffectException("number longer than ten bytes");
  }

  private Bytes bytes() {
    return Bytes.of(array());
  }

  private byte[] array() {
    int length = integer();
    if (length > payload.remaining()) {
      throw new CorruptEffectException(
          "byte string of " + length + " where " + payload.remaining() + " are left");
    }
    byte[] array = new byte[length];
    payload.get(array);
    return array;
  }
}
