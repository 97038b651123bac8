package io.trivet.server.command.bitmap;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What BITFIELD does with a number that its field cannot hold.
enum Overflow {
  /// Keeps the lowest bits.
  WRAP,
  /// Takes the nearest number that the field can hold.
  SAT,
  /// Leaves the field as it is.
  FAIL;

  /// The behaviour that `text` names, in any case.
  ///
  /// @throws CommandError if it names none
  static Overflow parse(Bytes text) {
    String name = new String(text.array(), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    for (Overflow overflow : values()) {
      if (overflow.name().equals(name)) {
        return overflow;
      }
    }
    throw new CommandError(ErrorText.BITFIELD_OVERFLOW);
  }
}
