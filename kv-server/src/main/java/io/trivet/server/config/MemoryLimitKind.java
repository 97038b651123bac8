package io.trivet.server.config;

import java.util.List;

/// A number of bytes, or a percentage of `maxmemory` as in `5%`.
record MemoryLimitKind() implements ValueKind<MemoryLimit> {
  private static final int MAX_PERCENT = 100;

  @Override
  public MemoryLimit parse(List<String> words, MemoryLimit current) throws BadValueException {
    String word = ValueKind.only(words);
    return word.endsWith("%") ? share(word.substring(0, word.length() - 1)) : absolute(word);
  }

  @Override
  public String show(MemoryLimit value) {
    return switch (value) {
      case MemoryLimit.Absolute absolute -> Long.toString(absolute.limitBytes());
      case MemoryLimit.Share share -> share.percent() + "%";
    };
  }

  @Override
  public List<List<String>> lines(MemoryLimit value) {
    return switch (value) {
      case MemoryLimit.Absolute absolute ->
          List.of(List.of(ConfigNumber.sized(absolute.limitBytes())));
      case MemoryLimit.Share share -> List.of(List.of(show(share)));
    };
  }

  @Override
  public String describe() {
    return "bytes, or a percentage of maxmemory";
  }

  private static MemoryLimit share(String digits) throws BadValueException {
    Long percent = ConfigNumber.integer(digits);
    if (percent == null || percent < 0) {
      throw refused();
    }
    if (percent > MAX_PERCENT) {
      throw new BadValueException("percentage argument must be less or equal to " + MAX_PERCENT);
    }
    return new MemoryLimit.Share(Math.toIntExact(percent));
  }

  private static MemoryLimit absolute(String word) throws BadValueException {
    Long bytes = ConfigNumber.bytes(word);
    if (bytes == null) {
      throw refused();
    }
    return new MemoryLimit.Absolute(bytes);
  }

  private static BadValueException refused() {
    return new BadValueException("argument must be a memory or percent value");
  }
}
