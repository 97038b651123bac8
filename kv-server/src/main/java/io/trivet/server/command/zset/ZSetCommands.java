package io.trivet.server.command.zset;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The sorted-set commands, in the order of the documentation.
public final class ZSetCommands {

  private ZSetCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        ZMultiPop.BZMPOP,
        ZPop.BZPOPMAX,
        ZPop.BZPOPMIN,
        ZAdd.SPEC,
        ZCard.SPEC,
        ZCount.ZCOUNT,
        ZSetAlgebra.ZDIFF,
        ZSetAlgebra.ZDIFFSTORE,
        ZIncrBy.SPEC,
        ZSetAlgebra.ZINTER,
        ZInterCard.SPEC,
        ZSetAlgebra.ZINTERSTORE,
        ZCount.ZLEXCOUNT,
        ZMultiPop.ZMPOP,
        ZScore.ZMSCORE,
        ZPop.ZPOPMAX,
        ZPop.ZPOPMIN,
        ZRandMember.SPEC,
        ZRange.ZRANGE,
        ZRange.ZRANGEBYLEX,
        ZRange.ZRANGEBYSCORE,
        ZRangeStore.SPEC,
        ZRank.ZRANK,
        ZRem.SPEC,
        ZRemRange.ZREMRANGEBYLEX,
        ZRemRange.ZREMRANGEBYRANK,
        ZRemRange.ZREMRANGEBYSCORE,
        ZRange.ZREVRANGE,
        ZRange.ZREVRANGEBYLEX,
        ZRange.ZREVRANGEBYSCORE,
        ZRank.ZREVRANK,
        ZScan.SPEC,
        ZScore.ZSCORE,
        ZSetAlgebra.ZUNION,
        ZSetAlgebra.ZUNIONSTORE);
  }
}
