package io.trivet.server.command.set;

import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the members of several sets combine to. A missing set is an empty one.
enum SetOperation {
  UNION {
    @Override
    Collection<Bytes> of(List<@Nullable SetValue> sets) {
      Set<Bytes> members = new HashSet<>();
      for (SetValue set : sets) {
        if (set != null) {
          set.forEach(BytesVisitor.into(members));
        }
      }
      return members;
    }
  },

  INTERSECTION {
    @Override
    Collection<Bytes> of(List<@Nullable SetValue> sets) {
      List<Bytes> members = new ArrayList<>();
      forEachCommon(sets, Integer.MAX_VALUE, BytesVisitor.into(members));
      return members;
    }
  },

  DIFFERENCE {
    @Override
    Collection<Bytes> of(List<@Nullable SetValue> sets) {
      SetValue first = sets.getFirst();
      List<Bytes> members = new ArrayList<>();
      if (first == null) {
        return members;
      }
      List<@Nullable SetValue> others = sets.subList(1, sets.size());
      first.forEach((array, from, to) -> {
        if (!isInAny(others, array, from, to)) {
          members.add(Bytes.copyOf(array, from, to));
        }
      });
      return members;
    }
  };

  /// The members of the result, each once. There is at least one set.
  abstract Collection<Bytes> of(List<@Nullable SetValue> sets);

  /// Shows up to `limit` members that all sets have. The smallest set is walked through and the
  /// others are asked, the smaller ones first.
  static void forEachCommon(List<@Nullable SetValue> sets, int limit, BytesVisitor visitor) {
    List<SetValue> bySize = new ArrayList<>();
    for (SetValue set : sets) {
      if (set == null) {
        return;
      }
      bySize.add(set);
    }
    bySize.sort(Comparator.comparingInt(SetValue::size));
    List<SetValue> others = bySize.subList(1, bySize.size());
    int[] left = {limit};
    bySize
        .getFirst()
        .forEach((array, from, to) -> {
          if (left[0] > 0 && isInAll(others, array, from, to)) {
            left[0]--;
            visitor.visit(array, from, to);
          }
        });
  }

  private static boolean isInAll(List<SetValue> sets, byte[] array, int from, int to) {
    for (SetValue set : sets) {
      if (!set.contains(array, from, to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInAny(List<@Nullable SetValue> sets, byte[] array, int from, int to) {
    for (SetValue set : sets) {
      if (set != null && set.contains(array, from, to)) {
        return true;
      }
    }
    return false;
  }
}
