package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.token;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;

/// The options by which ZRANGE and ZRANGESTORE say what their ends mean and what they want between
/// them.
final class RangeOptions {

  /// What the ends are, if not ranks.
  enum SortBy {
    BYSCORE,
    BYLEX
  }

  private final Choice<SortBy> sortBy = oneOf("sortby", SortBy.class);
  private final Token rev = token("REV");
  private final Int64Arg offset = int64("offset");
  private final Int64Arg count = int64("count");
  private final Block limit = block("limit", offset, count).after("LIMIT").optional();

  Choice<SortBy> sortBy() {
    return sortBy;
  }

  Token rev() {
    return rev;
  }

  Block limit() {
    return limit;
  }

  /// What the client wants, from `first` to `last` in the order of reading.
  ///
  /// @throws CommandError if the ends are not what they should be, or ranks are limited
  ElementQuery query(Call call, Bytes first, Bytes last) {
    boolean isReverse = call.has(rev);
    SortBy by = call.get(sortBy);
    if (by == null) {
      if (call.get(count, -1) != -1) {
        throw new CommandError(ErrorText.LIMIT_WITHOUT_BY);
      }
      return ElementQuery.all(new ElementRange.Ranks(rank(first), rank(last)), isReverse);
    }
    Bytes min = isReverse ? last : first;
    Bytes max = isReverse ? first : last;
    ElementRange range =
        switch (by) {
          case BYSCORE -> new ElementRange.Scores(Bounds.score(min), Bounds.score(max));
          case BYLEX -> new ElementRange.Members(Bounds.member(min), Bounds.member(max));
        };
    return limited(call, range, isReverse);
  }

  /// The part of a range that LIMIT leaves.
  ElementQuery limited(Call call, ElementRange range, boolean isReverse) {
    return new ElementQuery(range, isReverse, call.get(offset, 0), call.get(count, -1));
  }

  private static long rank(Bytes text) {
    if (!Int64Text.isInt64(text)) {
      throw new CommandError(ErrorText.NOT_AN_INTEGER);
    }
    return Int64Text.parse(text);
  }
}
