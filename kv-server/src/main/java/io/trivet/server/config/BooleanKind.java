package io.trivet.server.config;

import java.util.List;
import java.util.Locale;

/// `yes` or `no`.
record BooleanKind() implements ValueKind<Boolean> {
  @Override
  public Boolean parse(List<String> words, Boolean current) throws BadValueException {
    return switch (ValueKind.only(words).toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new BadValueException("argument must be 'yes' or 'no'");
    };
  }

  @Override
  public String show(Boolean value) {
    return value ? "yes" : "no";
  }

  @Override
  public String describe() {
    return "yes or no";
  }
}
