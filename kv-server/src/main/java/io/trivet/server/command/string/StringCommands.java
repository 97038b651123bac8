package io.trivet.server.command.string;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The string commands, in the order of the documentation.
public final class StringCommands {

  private StringCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        Append.SPEC,
        IncrBy.DECR,
        IncrBy.DECRBY,
        Get.SPEC,
        GetDel.SPEC,
        GetEx.SPEC,
        GetRange.GETRANGE,
        GetSet.SPEC,
        IncrBy.INCR,
        IncrBy.INCRBY,
        IncrByFloat.SPEC,
        Lcs.SPEC,
        MGet.SPEC,
        MSet.MSET,
        MSet.MSETNX,
        SetEx.PSETEX,
        Set.SPEC,
        SetEx.SETEX,
        SetNx.SPEC,
        SetRange.SPEC,
        StrLen.SPEC,
        GetRange.SUBSTR);
  }
}
