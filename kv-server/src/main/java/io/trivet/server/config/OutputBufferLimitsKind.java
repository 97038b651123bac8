package io.trivet.server.config;

import io.trivet.server.config.OutputBufferLimits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Groups of four words: class of client, hard limit, soft limit, soft seconds. Classes that are
/// not named keep their limits.
record OutputBufferLimitsKind() implements ValueKind<OutputBufferLimits> {
  private static final int GROUP = 4;
  private static final NumberRange SECONDS = new NumberRange(0, Integer.MAX_VALUE);

  @Override
  public OutputBufferLimits parse(List<String> words, OutputBufferLimits current)
      throws BadValueException {
    if (words.isEmpty() || words.size() % GROUP != 0) {
      throw new BadValueException("Wrong number of arguments in buffer limit configuration.");
    }
    OutputBufferLimits limits = current;
    for (int at = 0; at < words.size(); at += GROUP) {
      limits = with(limits, words.get(at), limit(words.subList(at + 1, at + GROUP)));
    }
    return limits;
  }

  @Override
  public List<String> split(String text) {
    return DirectiveText.spaced(text);
  }

  @Override
  public String show(OutputBufferLimits value) {
    return shown("normal", value.normal())
        + " "
        + shown("slave", value.replica())
        + " "
        + shown("pubsub", value.pubsub());
  }

  @Override
  public List<List<String>> lines(OutputBufferLimits value) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(line("normal", value.normal()));
    lines.add(line("replica", value.replica()));
    lines.add(line("pubsub", value.pubsub()));
    return lines;
  }

  @Override
  public String describe() {
    return "class (normal, replica, pubsub), hard limit, soft limit, soft seconds; repeated";
  }

  private static OutputBufferLimits with(OutputBufferLimits limits, String name, Limit limit)
      throws BadValueException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "normal" -> new OutputBufferLimits(limit, limits.replica(), limits.pubsub());
      case "slave", "replica" -> new OutputBufferLimits(limits.normal(), limit, limits.pubsub());
      case "pubsub" -> new OutputBufferLimits(limits.normal(), limits.replica(), limit);
      default ->
          throw new BadValueException(
              "Invalid client class specified in buffer limit configuration.");
    };
  }

  private static Limit limit(List<String> words) throws BadValueException {
    Long hardBytes = ConfigNumber.bytes(words.get(0));
    Long softBytes = ConfigNumber.bytes(words.get(1));
    Long softSeconds = ConfigNumber.integer(words.get(2));
    if (hardBytes == null
        || softBytes == null
        || softSeconds == null
        || softSeconds < SECONDS.first()
        || softSeconds > SECONDS.last()) {
      throw new BadValueException(
          "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
    }
    return new Limit(hardBytes, softBytes, Math.toIntExact(softSeconds));
  }

  private static String shown(String name, Limit limit) {
    return name + " " + limit.hardBytes() + " " + limit.softBytes() + " " + limit.softSeconds();
  }

  private static List<String> line(String name, Limit limit) {
    return List.of(
        name,
        ConfigNumber.sized(limit.hardBytes()),
        ConfigNumber.sized(limit.softBytes()),
        Integer.toString(limit.softSeconds()));
  }
}
