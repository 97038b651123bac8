package io.trivet.server.command.generic;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of SORT.
///
/// @param by where the weights are; without a star: nothing is sorted; null: elements are weights
/// @param comparesTexts whether weights are texts, not numbers
/// @param isDescending whether the largest comes first
/// @param offset elements left out at the front
/// @param count elements wanted at most; negative: all
/// @param gets what is shown of each element; none: the element
record Sorting(
    @Nullable SortPattern by,
    boolean comparesTexts,
    boolean isDescending,
    long offset,
    long count,
    List<SortPattern> gets) {

  /// Whether other keys than the sorted one are read.
  boolean leadsToKeys() {
    return (by != null && by.leadsToKeys()) || gets.stream().anyMatch(SortPattern::leadsToKeys);
  }

  /// The result, absent values included.
  ///
  /// @param isStored the result is kept, so that the order of a set must not be left to chance
  List<@Nullable Bytes> run(Bytes key, KeyspaceTxn txn, boolean isStored) {
    ValueType type = txn.type(key);
    if (type == ValueType.STRING || type == ValueType.HASH) {
      throw new CommandError(ErrorText.WRONG_TYPE);
    }
    CollectionValue value = type == null ? null : txn.collection(key);
    if (value == null) {
      return List.of();
    }
    List<Bytes> elements = elements(value);
    boolean isUnsorted = by != null && !by.leadsToKeys();
    List<Bytes> ordered;
    if (isUnsorted && isStored && type == ValueType.SET) {
      ordered = sorted(elements, null, true, txn);
    } else {
      ordered = isUnsorted ? elements : sorted(elements, by, comparesTexts, txn);
    }
    return shown(window(ordered), txn);
  }

  /// Stores a result as a list and returns its length; an empty one deletes the key.
  static int store(List<@Nullable Bytes> result, Bytes target, KeyspaceTxn txn) {
    if (result.isEmpty()) {
      txn.remove(target);
      return 0;
    }
    ListValue list = ListValue.create();
    for (Bytes element : result) {
      list.pushLast(element == null ? Bytes.EMPTY : element, txn.keyspace().limits());
    }
    txn.putCollection(target, list, KeyspaceTxn.NEVER);
    return result.size();
  }

  /// The elements in their own order, which can be descending but for a set.
  private List<Bytes> elements(CollectionValue value) {
    List<Bytes> elements = new ArrayList<>(value.size());
    BytesVisitor collect = BytesVisitor.into(elements);
    switch (value) {
      case ListValue list -> {
        if (isDescending) {
          list.forEachReverse(0, list.size(), collect);
        } else {
          list.forEach(0, list.size(), collect);
        }
      }
      case SetValue set -> set.forEach(collect);
      case ZSetValue zset -> {
        if (isDescending) {
          zset.forEachReverse(
              0, zset.size(), (array, from, to, _) -> collect.visit(array, from, to));
        } else {
          zset.forEach(0, zset.size(), (array, from, to, _) -> collect.visit(array, from, to));
        }
      }
      case HashValue _ -> throw new IllegalStateException("a hash is not sorted");
    }
    return elements;
  }

  private List<Bytes> sorted(
      List<Bytes> elements, @Nullable SortPattern weights, boolean asTexts, KeyspaceTxn txn) {
    if (weights != null) {
      txn.requireResident(elements.stream().map(weights::key).toList());
    }
    List<SortElement> vector = new ArrayList<>(elements.size());
    for (Bytes element : elements) {
      Bytes weight = weights == null ? element : weights.value(element, txn);
      vector.add(
          asTexts ? SortElement.byText(element, weight) : SortElement.byNumber(element, weight));
    }
    Comparator<SortElement> ascending = asTexts ? SortElement.BY_WEIGHT : SortElement.BY_SCORE;
    vector.sort(isDescending ? ascending.reversed() : ascending);
    List<Bytes> sorted = new ArrayList<>(vector.size());
    for (SortElement element : vector) {
      sorted.add(element.element());
    }
    return sorted;
  }

  private List<Bytes> window(List<Bytes> elements) {
    int size = elements.size();
    int from = (int) Math.clamp(offset, 0L, (long) size);
    int to = count < 0 || count > size - from ? size : from + (int) count;
    return elements.subList(from, to);
  }

  private List<@Nullable Bytes> shown(List<Bytes> elements, KeyspaceTxn txn) {
    if (gets.isEmpty()) {
      return new ArrayList<>(elements);
    }
    for (SortPattern get : gets) {
      if (get.leadsToKeys()) {
        txn.requireResident(elements.stream().map(get::key).toList());
      }
    }
    List<@Nullable Bytes> shown = new ArrayList<>(elements.size() * gets.size());
    for (Bytes element : elements) {
      for (SortPattern get : gets) {
        shown.add(get.value(element, txn));
      }
    }
    return shown;
  }
}
