package io.trivet.storage.value;

import java.util.Locale;

/// The data types a key can hold.
public enum ValueType {
  STRING(1),
  LIST(2),
  SET(3),
  ZSET(4),
  HASH(5);

  private static final ValueType[] BY_CODE = byCode();

  private final byte code;
  private final String wireName;

  ValueType(int code) {
    this.code = (byte) code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /// The name that TYPE replies with: `string`, `list`, `set`, `zset`, `hash`.
  public String wireName() {
    return wireName;
  }

  /// The number in records and on disk, 1 to 15. Persistent: never change, never reuse.
  public byte code() {
    return code;
  }

  /// The type with this code.
  ///
  /// @throws CorruptValueException if there is none
  public static ValueType ofCode(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new CorruptValueException("value type code " + code);
    }
    return BY_CODE[code];
  }

  private static ValueType[] byCode() {
    ValueType[] types = new ValueType[values().length + 1];
    for (ValueType type : values()) {
      types[type.code] = type;
    }
    types[0] = STRING;
    return types;
  }
}
