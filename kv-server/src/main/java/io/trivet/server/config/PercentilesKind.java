package io.trivet.server.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Percentiles from 0 to 100; the empty text is none.
record PercentilesKind() implements ValueKind<List<Double>> {
  private static final String NAME = "latency-tracking-info-percentiles";

  @Override
  public List<Double> parse(List<String> words, List<Double> current) throws BadValueException {
    if (words.isEmpty() || words.equals(List.of(""))) {
      return List.of();
    }
    List<Double> percentiles = new ArrayList<>();
    for (String word : words) {
      percentiles.add(percentile(word));
    }
    return List.copyOf(percentiles);
  }

  @Override
  public List<String> split(String text) {
    return DirectiveText.spaced(text);
  }

  @Override
  public String show(List<Double> value) {
    return String.join(" ", words(value));
  }

  @Override
  public List<List<String>> lines(List<Double> value) {
    return List.of(value.isEmpty() ? List.of("") : words(value));
  }

  @Override
  public String describe() {
    return "percentiles from 0 to 100";
  }

  private static List<String> words(List<Double> value) {
    return value.stream()
        .map(p -> BigDecimal.valueOf(p).stripTrailingZeros().toPlainString())
        .toList();
  }

  private static double percentile(String word) throws BadValueException {
    double percentile;
    try {
      percentile = Double.parseDouble(word);
    } catch (NumberFormatException notANumber) {
      throw new BadValueException("Invalid " + NAME + " parameters");
    }
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new BadValueException(NAME + " parameters should sit between [0.0,100.0]");
    }
    return percentile;
  }
}
