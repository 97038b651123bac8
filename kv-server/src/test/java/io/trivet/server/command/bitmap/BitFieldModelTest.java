package io.trivet.server.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.CommandFixture;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.EncodingLimits;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// BITFIELD against a model that keeps single bits and counts with numbers of any size.
final class BitFieldModelTest {
  private static final int STEPS = 1500;
  private static final int MAX_BIT = 200;

  private final SplittableRandom random = new SplittableRandom(13);
  private final BitSet model = new BitSet();

  @Test
  void stepsReplyAndLeaveBehindWhatTheModelSays() {
    try (CommandFixture fixture =
        new CommandFixture(BitmapCommands.all(), EncodingLimits.defaults())) {
      for (int step = 0; step < STEPS; step++) {
        FieldType type = type();
        long bit = random.nextLong(MAX_BIT);
        BigInteger operand = BigInteger.valueOf(operand());
        Overflow overflow = Overflow.values()[random.nextInt(3)];
        boolean sets = random.nextBoolean();
        Reply reply =
            fixture.run(
                "BITFIELD",
                "k",
                "OVERFLOW",
                overflow.name(),
                sets ? "SET" : "INCRBY",
                (type.isSigned() ? "i" : "u") + type.bits(),
                Long.toString(bit),
                operand.toString());
        BigInteger before = read(type, bit);
        BigInteger after = fit(type, sets ? asSet(type, operand) : before.add(operand), overflow);
        if (after != null) {
          write(type, bit, after);
        }
        BigInteger shown = after == null ? null : sets ? before : after;
        assertThat(reply)
            .describedAs("%s at %d, %s, by %s", type, bit, overflow, operand)
            .isEqualTo(
                Reply.array(
                    List.of(
                        shown == null ? Reply.absent() : Reply.integer(shown.longValueExact()))));
        assertThat(fixture.run("BITCOUNT", "k"))
            .describedAs("%s at %d, %s, by %s", type, bit, overflow, operand)
            .isEqualTo(Reply.integer(model.cardinality()));
      }
    }
  }

  private FieldType type() {
    boolean isSigned = random.nextBoolean();
    return new FieldType(isSigned, random.nextInt(1, isSigned ? 65 : 64));
  }

  private long operand() {
    long any = random.nextLong() >> random.nextInt(64);
    return switch (random.nextInt(8)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> Long.MIN_VALUE;
      default -> any;
    };
  }

  private BigInteger read(FieldType type, long bit) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < type.bits(); i++) {
      value = value.shiftLeft(1).add(model.get((int) bit + i) ? BigInteger.ONE : BigInteger.ZERO);
    }
    return signed(type, value);
  }

  private void write(FieldType type, long bit, BigInteger value) {
    for (int i = 0; i < type.bits(); i++) {
      model.set((int) bit + i, value.testBit(type.bits() - 1 - i));
    }
  }

  /// SET takes a number for an unsigned field as unsigned, so that a negative one is large.
  private static BigInteger asSet(FieldType type, BigInteger operand) {
    boolean isLarge = !type.isSigned() && operand.signum() < 0;
    return isLarge ? operand.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : operand;
  }

  private static BigInteger signed(FieldType type, BigInteger value) {
    boolean isNegative = type.isSigned() && value.testBit(type.bits() - 1);
    return isNegative ? value.subtract(BigInteger.ONE.shiftLeft(type.bits())) : value;
  }

  private static @Nullable BigInteger fit(FieldType type, BigInteger wanted, Overflow overflow) {
    BigInteger span = BigInteger.ONE.shiftLeft(type.bits());
    BigInteger max = (type.isSigned() ? span.shiftRight(1) : span).subtract(BigInteger.ONE);
    BigInteger min = type.isSigned() ? span.shiftRight(1).negate() : BigInteger.ZERO;
    boolean isAbove = wanted.compareTo(max) > 0;
    boolean isBelow = wanted.compareTo(min) < 0;
    if (!isAbove && !isBelow) {
      return wanted;
    }
    return switch (overflow) {
      case WRAP -> signed(type, wanted.mod(span));
      case SAT -> isAbove ? max : min;
      case FAIL -> null;
    };
  }
}
