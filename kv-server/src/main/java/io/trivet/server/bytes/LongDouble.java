package io.trivet.server.bytes;

import io.trivet.storage.value.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number as the x87 keeps it in 80 bits (C's `long double`): INCRBYFLOAT and HINCRBYFLOAT count
/// with these, and clients see their digits.
///
/// The value is exact in decimal; rounding to 64 bits of mantissa happens where the machine rounds,
/// when a text is read and when a sum is formed. Accepted texts are those of [Float64Text], within
/// the wider range. A sum may become infinite or nothing; it is then not finite and has no text.
///
/// Threads: immutable.
public final class LongDouble {
  /// The digits after the point that a text has at most.
  private static final int FRACTION_DIGITS = 17;

  private static final int MAX_TEXT = 5 * 1024;
  private static final int MANTISSA_BITS = 64;
  private static final int MAX_EXPONENT = 16384;

  /// The smallest number has this many bits behind the point.
  private static final int MAX_FRACTION_BITS = 16445;

  /// Decimal exponents beyond this are surely out of range.
  private static final int MAX_DECIMAL_EXPONENT = 6000;

  private static final Pattern DECIMAL =
      Pattern.compile("([+-]?)([0-9]+\\.?[0-9]*+|\\.[0-9]+)(?:e([+-]?[0-9]+))?");
  private static final Pattern HEX =
      Pattern.compile(
          "([+-]?)0x(?:([0-9a-f]+)(?:\\.([0-9a-f]*))?|\\.([0-9a-f]+))(?:p([+-]?[0-9]+))?");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

  /// Null: infinite, or no number.
  private final @Nullable BigDecimal value;

  private LongDouble(@Nullable BigDecimal value) {
    this.value = value;
  }

  /// The number that `text` is, or null if it is none.
  public static @Nullable LongDouble parse(Bytes text) {
    if (text.isEmpty() || text.length() >= MAX_TEXT) {
      return null;
    }
    String lower = text.toString().toLowerCase(Locale.ROOT);
    if (INFINITE.matcher(lower).matches()) {
      return new LongDouble(null);
    }
    BigDecimal exact = exact(lower);
    if (exact == null) {
      return null;
    }
    BigDecimal rounded = round(exact);
    boolean isLost = rounded == null || (rounded.signum() == 0 && exact.signum() != 0);
    return isLost ? null : new LongDouble(rounded);
  }

  /// The number that a long is.
  public static LongDouble of(long number) {
    return new LongDouble(BigDecimal.valueOf(number));
  }

  /// The sum.
  public LongDouble plus(LongDouble other) {
    return value == null || other.value == null
        ? new LongDouble(null)
        : new LongDouble(round(value.add(other.value)));
  }

  /// Whether it is a number, and not infinite.
  public boolean isFinite() {
    return value != null;
  }

  /// The decimal text without exponent, at most seventeen digits behind the point, no zeros at the
  /// end.
  ///
  /// @throws IllegalStateException if it is not finite
  public Bytes text() {
    if (value == null) {
      throw new IllegalStateException("a number that is not finite has no text");
    }
    BigDecimal shown = value.setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN);
    String text = shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The value of a text, exactly; null if it is no number or far out of range.
  private static @Nullable BigDecimal exact(String lower) {
    Matcher decimal = DECIMAL.matcher(lower);
    if (decimal.matches()) {
      BigDecimal digits = new BigDecimal(plainDigits(decimal.group(2)));
      return signed(decimal.group(1), scaled(digits, exponent(decimal.group(3))));
    }
    Matcher hex = HEX.matcher(lower);
    if (!hex.matches()) {
      return null;
    }
    String whole = hex.group(2) == null ? "" : hex.group(2);
    String fraction = hex.group(3) != null ? hex.group(3) : orEmpty(hex.group(4));
    BigInteger digits = new BigInteger("0" + whole + fraction, 16);
    long exponent = exponent(hex.group(5)) - 4L * fraction.length();
    return signed(hex.group(1), scaledByTwo(digits, exponent));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// `.5` and `5.` as BigDecimal wants them.
  private static String plainDigits(String digits) {
    return (digits.startsWith(".") ? "0" : "") + digits + (digits.endsWith(".") ? "0" : "");
  }

  private static @Nullable BigDecimal signed(String sign, @Nullable BigDecimal magnitude) {
    return magnitude == null || !sign.equals("-") ? magnitude : magnitude.negate();
  }

  /// An exponent, held within limits that are out of range by far.
  private static long exponent(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    BigInteger limit = BigInteger.valueOf(1_000_000);
    return new BigInteger(text.startsWith("+") ? text.substring(1) : text)
        .min(limit)
        .max(limit.negate())
        .longValue();
  }

  private static @Nullable BigDecimal scaled(BigDecimal digits, long exponent) {
    if (digits.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long leading = exponent + digits.precision() - digits.scale();
    if (Math.abs(leading) > MAX_DECIMAL_EXPONENT) {
      return null;
    }
    return digits.scaleByPowerOfTen((int) exponent);
  }

  private static @Nullable BigDecimal scaledByTwo(BigInteger digits, long exponent) {
    if (digits.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long leading = exponent + digits.bitLength();
    if (Math.abs(leading) > 2L * MAX_EXPONENT) {
      return null;
    }
    return exponent >= 0
        ? new BigDecimal(digits.shiftLeft((int) exponent))
        : dyadic(digits, (int) -exponent);
  }

  /// `number` divided by two to `bits`, which is exact in decimal.
  private static BigDecimal dyadic(BigInteger number, int bits) {
    return new BigDecimal(number.multiply(BigInteger.valueOf(5).pow(bits)), bits);
  }

  /// The nearest number of 64 bits, ties to even; null if it is too large.
  private static @Nullable BigDecimal round(BigDecimal exact) {
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal magnitude = exact.abs();
    BigInteger numerator = magnitude.unscaledValue();
    BigInteger denominator = BigInteger.ONE;
    if (magnitude.scale() <= 0) {
      numerator = numerator.multiply(BigInteger.TEN.pow(-magnitude.scale()));
    } else {
      denominator = BigInteger.TEN.pow(magnitude.scale());
    }
    int bits = MANTISSA_BITS - (numerator.bitLength() - denominator.bitLength());
    if (quotient(numerator, denominator, bits).bitLength() > MANTISSA_BITS) {
      bits--;
    }
    bits = Math.min(bits, MAX_FRACTION_BITS);
    BigInteger mantissa = nearest(numerator, denominator, bits);
    if (mantissa.bitLength() - bits > MAX_EXPONENT) {
      return null;
    }
    BigDecimal rounded =
        bits > 0 ? dyadic(mantissa, bits) : new BigDecimal(mantissa.shiftLeft(-bits));
    return exact.signum() < 0 ? rounded.negate() : rounded;
  }

  private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int bits) {
    return bits >= 0
        ? numerator.shiftLeft(bits).divide(denominator)
        : numerator.divide(denominator.shiftLeft(-bits));
  }

  /// The integer nearest to `numerator / denominator * 2^bits`, ties to even.
  private static BigInteger nearest(BigInteger numerator, BigInteger denominator, int bits) {
    BigInteger scaled = bits >= 0 ? numerator.shiftLeft(bits) : numerator;
    BigInteger divisor = bits >= 0 ? denominator : denominator.shiftLeft(-bits);
    BigInteger[] parts = scaled.divideAndRemainder(divisor);
    int half = parts[1].shiftLeft(1).compareTo(divisor);
    boolean isUp = half > 0 || (half == 0 && parts[0].testBit(0));
    return isUp ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  @Override
  public String toString() {
    return value == null ? "not finite" : text().toString();
  }
}
