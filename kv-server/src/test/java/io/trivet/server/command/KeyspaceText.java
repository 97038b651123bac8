package io.trivet.server.command;

import io.trivet.storage.keyspace.KeyspaceScan;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Everything that a keyspace holds, as text that is equal for equal content.
final class KeyspaceText {

  private KeyspaceText() {}

  /// The living keys of all databases at a time, sorted, with expiry and value; unsorted types are
  /// sorted, too.
  static String of(KeyspaceTxn txn, long nowMs) {
    List<String> lines = new ArrayList<>();
    for (int database = 0; database < txn.keyspace().databaseCount(); database++) {
      if (txn.keyspace().size(database) > 0) {
        addDatabase(txn, database, nowMs, lines);
      }
    }
    lines.sort(null);
    return String.join("\n", lines);
  }

  private static void addDatabase(KeyspaceTxn txn, int database, long nowMs, List<String> lines) {
    txn.begin(database, nowMs);
    txn.keepAccessClock();
    txn.lockAll();
    List<Bytes> keys = new ArrayList<>();
    new KeyspaceScan(txn, (space, slot, fromOrder, toOrder, visitor) -> {})
        .scan(0, Long.MAX_VALUE, (key, kind, expiresAtMs) -> keys.add(key));
    for (Bytes key : keys) {
      lines.add(
          "%d %s expires=%d encoding=%s %s"
              .formatted(database, key, txn.expiresAtMs(key), txn.encoding(key), value(txn, key)));
    }
    txn.commit();
    txn.unlock();
  }

  private static String value(KeyspaceTxn txn, Bytes key) {
    CollectionValue collection = txn.collection(key);
    List<String> parts = new ArrayList<>();
    BytesVisitor add = (array, from, to) -> parts.add(Bytes.copyOf(array, from, to).toString());
    switch (collection) {
      case null -> parts.add(String.valueOf(txn.string(key)));
      case ListValue list -> list.forEach(0, list.size(), add);
      case SetValue set -> set.forEach(add);
      case HashValue hash ->
          hash.forEach((field, fieldFrom, fieldTo, value, from, to) ->
              parts.add(
                  Bytes.copyOf(field, fieldFrom, fieldTo) + "=" + Bytes.copyOf(value, from, to)));
      case ZSetValue zset ->
          zset.forEach(
              0,
              zset.size(),
              (array, from, to, score) -> parts.add(Bytes.copyOf(array, from, to) + "=" + score));
    }
    return collection instanceof ListValue
        ? parts.toString()
        : parts.stream().sorted().collect(Collectors.joining(", "));
  }
}
