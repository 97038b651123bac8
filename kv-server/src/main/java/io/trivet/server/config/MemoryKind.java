package io.trivet.server.config;

import java.util.List;

/// A number of bytes, written with or without a unit.
record MemoryKind(NumberRange range) implements ValueKind<Long> {
  @Override
  public Long parse(List<String> words, Long current) throws BadValueException {
    Long bytes = ConfigNumber.bytes(ValueKind.only(words));
    if (bytes == null) {
      throw new BadValueException("argument must be a memory value");
    }
    return range.check(bytes);
  }

  @Override
  public String show(Long value) {
    return Long.toString(value);
  }

  @Override
  public List<List<String>> lines(Long value) {
    return List.of(List.of(ConfigNumber.sized(value)));
  }

  @Override
  public String describe() {
    boolean hasFirst = range.first() > 0;
    boolean hasLast = range.last() < Integer.MAX_VALUE;
    return "bytes"
        + (hasFirst ? " from " + ConfigNumber.sized(range.first()) : "")
        + (hasLast ? " up to " + ConfigNumber.sized(range.last()) : "");
  }
}
