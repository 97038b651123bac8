package io.trivet.server.command.zset;

import io.trivet.storage.value.Bytes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the elements of several sorted sets combine to.
enum ZSetOperation {
  UNION {
    @Override
    void forEach(List<Operand> operands, Aggregate aggregate, Sink sink) {
      Map<Bytes, Double> scores = new HashMap<>();
      for (Operand operand : bySize(operands)) {
        operand.forEach((array, from, to, score) ->
            scores.merge(
                Bytes.copyOf(array, from, to),
                Aggregate.weighted(score, operand.weight()),
                aggregate::of));
      }
      scores.forEach(sink::put);
    }
  },

  INTERSECTION {
    @Override
    void forEach(List<Operand> operands, Aggregate aggregate, Sink sink) {
      List<Operand> sorted = bySize(operands);
      Operand smallest = sorted.getFirst();
      List<Operand> others = sorted.subList(1, sorted.size());
      smallest.forEach((array, from, to, score) -> {
        Bytes member = Bytes.copyOf(array, from, to);
        double sum =
            common(member, Aggregate.weighted(score, smallest.weight()), others, aggregate);
        if (!Double.isNaN(sum)) {
          sink.put(member, sum);
        }
      });
    }
  },

  DIFFERENCE {
    @Override
    void forEach(List<Operand> operands, Aggregate aggregate, Sink sink) {
      List<Operand> others = operands.subList(1, operands.size());
      operands
          .getFirst()
          .forEach((array, from, to, score) -> {
            Bytes member = Bytes.copyOf(array, from, to);
            if (others.stream().allMatch(other -> Double.isNaN(other.score(member)))) {
              sink.put(member, score);
            }
          });
    }
  };

  /// Takes the elements of the result, each member once, in any order.
  @FunctionalInterface
  interface Sink {
    void put(Bytes member, double score);
  }

  /// Shows the result. There is at least one operand.
  abstract void forEach(List<Operand> operands, Aggregate aggregate, Sink sink);

  /// The smaller ones first: scores are added up in this order, as Redis does, for sums of doubles
  /// depend on it.
  private static List<Operand> bySize(List<Operand> operands) {
    return operands.stream().sorted(Comparator.comparingInt(Operand::size)).toList();
  }

  /// The score of a member that all others have, too, or NaN.
  private static double common(
      Bytes member, double first, List<Operand> others, Aggregate aggregate) {
    double all = first;
    for (Operand other : others) {
      double score = other.score(member);
      if (Double.isNaN(score)) {
        return Double.NaN;
      }
      all = aggregate.of(all, score * other.weight());
    }
    return all;
  }
}
