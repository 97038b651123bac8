package io.trivet.server.command.server;

import io.trivet.server.bytes.Float64Text;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The digest of a key or of many, the same that Redis 7.2 computes, so that two servers can be
/// compared.
///
/// ```
/// add(x)  digest ^= SHA1(x)                                order does not matter
/// mix(x)  digest ^= SHA1(x), then digest = SHA1(digest)    order matters
///
/// key in a database   mix key, then the value
/// value               mix type, then string: mix it; list: mix each; set: add each;
///                     hash: add for each field the digest of (mix field, mix value);
///                     sorted set: the same with member and score; expires: add "!!expire!!"
/// all                 for each database that is not empty: mix its number, add each key's digest
/// ```
///
/// Threads: one.
final class KeyDigest {
  private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha1;
  private final byte[] digest;

  KeyDigest() {
    this.sha1 = sha1();
    this.digest = new byte[sha1.getDigestLength()];
  }

  /// Adds something whose place does not matter.
  void add(byte[] bytes) {
    byte[] hash = sha1.digest(bytes);
    for (int i = 0; i < digest.length; i++) {
      digest[i] ^= hash[i];
    }
  }

  /// Adds the digest of something whose place does not matter.
  void add(KeyDigest other) {
    add(other.digest);
  }

  /// Adds something whose place matters.
  void mix(byte[] bytes) {
    add(bytes);
    System.arraycopy(sha1.digest(digest), 0, digest, 0, digest.length);
  }

  void mix(int number) {
    mix(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /// Adds the value at an existing key, whose slot is locked.
  void mixValue(Bytes key, KeyspaceTxn txn) {
    ValueType type = txn.type(key);
    if (type == null) {
      return;
    }
    mix(redisType(type));
    switch (type) {
      case STRING -> mixString(key, txn);
      case LIST -> mixList(key, txn);
      case SET -> addSet(key, txn);
      case ZSET -> addSortedSet(key, txn);
      case HASH -> addHash(key, txn);
    }
    if (txn.expiresAtMs(key) != KeyspaceTxn.NEVER) {
      add(EXPIRES);
    }
  }

  /// 40 hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }

  private void mixString(Bytes key, KeyspaceTxn txn) {
    Bytes value = txn.string(key);
    if (value != null) {
      mix(value.array());
    }
  }

  private void mixList(Bytes key, KeyspaceTxn txn) {
    ListValue list = txn.list(key);
    if (list != null) {
      list.forEach(0, list.size(), (array, from, to) -> mix(copy(array, from, to)));
    }
  }

  private void addSet(Bytes key, KeyspaceTxn txn) {
    SetValue set = txn.set(key);
    if (set != null) {
      set.forEach((array, from, to) -> add(copy(array, from, to)));
    }
  }

  private void addSortedSet(Bytes key, KeyspaceTxn txn) {
    ZSetValue zset = txn.zset(key);
    if (zset != null) {
      zset.forEach(
          0,
          zset.size(),
          (array, from, to, score) ->
              addPair(copy(array, from, to), Float64Text.formatBytes(score).array()));
    }
  }

  private void addHash(Bytes key, KeyspaceTxn txn) {
    HashValue hash = txn.hash(key);
    if (hash != null) {
      hash.forEach((field, fieldFrom, fieldTo, value, valueFrom, valueTo) ->
          addPair(copy(field, fieldFrom, fieldTo), copy(value, valueFrom, valueTo)));
    }
  }

  private void addPair(byte[] first, byte[] second) {
    KeyDigest pair = new KeyDigest();
    pair.mix(first);
    pair.mix(second);
    add(pair);
  }

  /// Redis's number of a type.
  private static int redisType(ValueType type) {
    return switch (type) {
      case STRING -> 0;
      case LIST -> 1;
      case SET -> 2;
      case ZSET -> 3;
      case HASH -> 4;
    };
  }

  private static byte[] copy(byte[] array, int from, int to) {
    return Arrays.copyOfRange(array, from, to);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
