package io.trivet.server.command.list;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The list commands, in the order of the documentation.
public final class ListCommands {

  private ListCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        ListMove.BLMOVE,
        ListMultiPop.BLMPOP,
        ListBlockingPop.BLPOP,
        ListBlockingPop.BRPOP,
        ListMove.BRPOPLPUSH,
        LIndex.SPEC,
        LInsert.SPEC,
        LLen.SPEC,
        ListMove.LMOVE,
        ListMultiPop.LMPOP,
        ListPop.LPOP,
        LPos.SPEC,
        ListPush.LPUSH,
        ListPush.LPUSHX,
        LRange.SPEC,
        LRem.SPEC,
        LSet.SPEC,
        LTrim.SPEC,
        ListPop.RPOP,
        ListMove.RPOPLPUSH,
        ListPush.RPUSH,
        ListPush.RPUSHX);
  }
}
