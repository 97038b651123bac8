package io.trivet.cli.bench;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A length of time on the command line: `500ms`, `10s`, `2m`, `1h`; a number alone is seconds.
record DurationText(long ms) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");
  private static final long MAX_MS = 30L * 24 * 3_600_000;

  /// Reads the text for picocli.
  static final class Reader implements ITypeConverter<DurationText> {
    @Override
    public DurationText convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s or 2m");
      }
      BigDecimal ms = new BigDecimal(matcher.group(1)).multiply(msPerUnit(matcher.group(2)));
      if (ms.compareTo(BigDecimal.valueOf(MAX_MS)) > 0) {
        throw new TypeConversionException("'" + text + "' is more than 30 days");
      }
      return new DurationText(ms.longValue());
    }

    private static BigDecimal msPerUnit(@Nullable String unit) {
      return switch (unit) {
        case "ms" -> BigDecimal.ONE;
        case "m" -> BigDecimal.valueOf(60_000);
        case "h" -> BigDecimal.valueOf(3_600_000);
        case null, default -> BigDecimal.valueOf(1000);
      };
    }
  }

  /// The shortest text that is read as this time.
  @Override
  public String toString() {
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }
}
