package io.trivet.server.command.bitmap;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The bitmap commands, in the order of the documentation.
public final class BitmapCommands {

  private BitmapCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        BitCount.SPEC,
        BitField.BITFIELD,
        BitField.BITFIELD_RO,
        BitOp.SPEC,
        BitPos.SPEC,
        GetBit.SPEC,
        SetBit.SPEC);
  }
}
