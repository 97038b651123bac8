package io.trivet.server.command.hash;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The hash commands, in the order of the documentation.
public final class HashCommands {

  private HashCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        HDel.SPEC,
        HExists.SPEC,
        HGet.SPEC,
        HGetAll.HGETALL,
        HIncrBy.SPEC,
        HIncrByFloat.SPEC,
        HGetAll.HKEYS,
        HLen.SPEC,
        HMGet.SPEC,
        HSet.HMSET,
        HRandField.SPEC,
        HScan.SPEC,
        HSet.HSET,
        HSetNx.SPEC,
        HStrLen.SPEC,
        HGetAll.HVALS);
  }
}
