package io.trivet.storage.value;

import java.util.Locale;

/// How a value is represented, under the names that OBJECT ENCODING replies with.
///
/// `INT`, `EMBSTR` and `RAW` are strings. `LISTPACK` and `INTSET` are packed: one array of bytes in
/// the entry's record. `QUICKLIST`, `HASHTABLE` and `SKIPLIST` are expanded: a heap object. The
/// names are Redis's; the structures are ours (a zset named `skiplist` is a counted B+tree).
public enum Encoding {
  INT(1, false),
  EMBSTR(2, false),
  RAW(3, false),
  LISTPACK(4, true),
  INTSET(5, true),
  QUICKLIST(6, false),
  HASHTABLE(7, false),
  SKIPLIST(8, false);

  private static final Encoding[] BY_CODE = byCode();

  private final byte code;
  private final boolean packed;
  private final String wireName;

  Encoding(int code, boolean packed) {
    this.code = (byte) code;
    this.packed = packed;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /// The name that OBJECT ENCODING replies with.
  public String wireName() {
    return wireName;
  }

  /// The number in records and on disk, 1 to 15. Persistent: never change, never reuse.
  public byte code() {
    return code;
  }

  /// Whether it is a collection kept as one array of bytes.
  public boolean isPacked() {
    return packed;
  }

  /// Whether an encoding has this code.
  public static boolean isCode(int code) {
    return code >= 1 && code < BY_CODE.length;
  }

  /// The encoding with this code.
  ///
  /// @throws CorruptValueException if there is none
  public static Encoding ofCode(int code) {
    if (!isCode(code)) {
      throw new CorruptValueException("encoding code " + code);
    }
    return BY_CODE[code];
  }

  private static Encoding[] byCode() {
    Encoding[] encodings = new Encoding[values().length + 1];
    for (Encoding encoding : values()) {
      encodings[encoding.code] = encoding;
    }
    encodings[0] = INT;
    return encodings;
  }
}
