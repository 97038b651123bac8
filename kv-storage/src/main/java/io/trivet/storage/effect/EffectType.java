package io.trivet.storage.effect;

/// The first byte of an effect.
///
/// ```
///  effect:  type u8 | space varlong | key length varlong | key | what the type adds
///
///  PUT_STRING      encoding u8, with Replaced in bits 6 and 7 | expiry varlong | length varlong | bytes
///  PUT_COLLECTION  type u8 | encoding u8 | expiry varlong | rows varlong | (row, value)*
///                  (CollectionEffect in storage.keyspace says what the rows are)
///  DELETE
///  SET_EXPIRY      expiry varlong
///  PUT_RANGE       offset varlong | bytes
///  HASH_PUT        field | value              HASH_REMOVE   field
///  SET_ADD         member                     SET_REMOVE    member
///  ZSET_PUT        score u64 | member         ZSET_REMOVE   member
///  LIST_PUSH       first u8 | element          LIST_POP      first u8 | count varlong
///  LIST_SET        index varlong | element    LIST_INSERT   index varlong | element
///  LIST_REMOVE     count zigzag | element     LIST_TRIM     from varlong | to varlong
///  ASSIGN_SPACE    database varlong           (its space is the one of the effect, its key empty)
///  DIGEST_MARK     slot varlong | hash seed u64 | from order varlong | to order varlong
///  DIGEST_SUM      mark varlong | keys varlong | sum u64
/// ```
///
/// A mark changes nothing: it is the place in the log at which the digest that the sum tells of was
/// taken of some keys ([DigestRange]). The two have space 0 and an empty key, and frames of their
/// own.
///
/// Byte strings are a varlong length and the bytes; an expiry is milliseconds since 1970, 0 for
/// none; scores are the bits of the double, little-endian. List indexes count from the head.
///
/// Persistent: codes are never changed and never reused. A reader refuses a code that it does not
/// know.
public enum EffectType {
  PUT_STRING(1),
  DELETE(2),
  SET_EXPIRY(3),
  PUT_RANGE(4),
  PUT_COLLECTION(5),
  HASH_PUT(6),
  HASH_REMOVE(7),
  SET_ADD(8),
  SET_REMOVE(9),
  ZSET_PUT(10),
  ZSET_REMOVE(11),
  LIST_PUSH(12),
  LIST_POP(13),
  LIST_SET(14),
  LIST_INSERT(15),
  LIST_REMOVE(16),
  LIST_TRIM(17),
  ASSIGN_SPACE(18),
  DIGEST_MARK(19),
  DIGEST_SUM(20);

  private static final EffectType[] BY_CODE = values();

  private final int code;

  EffectType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// Whether a frame whose payload begins with this byte changes nothing: a mark or a sum.
  public static boolean isDigest(byte first) {
    return first == DIGEST_MARK.code || first == DIGEST_SUM.code;
  }

  static EffectType of(int code) {
    if (code < 1 || code > BY_CODE.length) {
      throw new CorruptEffectException("unknown effect type " + code);
    }
    return BY_CODE[code - 1];
  }
}
