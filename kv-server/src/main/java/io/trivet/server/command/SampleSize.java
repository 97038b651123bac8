package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;

/// How many elements a command chooses at random (HRANDFIELD, SRANDMEMBER, ZRANDMEMBER): so many
/// different ones, or, if the client gave a negative count, so many that may be the same.
///
/// @param picks how many; more different ones than there are mean all
/// @param mayRepeat whether one element may be chosen several times
public record SampleSize(int picks, boolean mayRepeat) {
  /// Most elements that may repeat: a short request must not fill the memory.
  public static final int MAX_REPEATED = 1 << 20;

  /// What a count means.
  ///
  /// @throws CommandError if that is more than [#MAX_REPEATED] that may repeat
  public static SampleSize of(long count) {
    if (count < -MAX_REPEATED) {
      throw new CommandError(ErrorText.OUT_OF_RANGE);
    }
    return count < 0
        ? new SampleSize((int) -count, true)
        : new SampleSize((int) Math.min(count, Integer.MAX_VALUE), false);
  }

  /// Declares a count.
  public static Int64Arg countArg() {
    return Arguments.int64("count")
        .between(-Long.MAX_VALUE, Long.MAX_VALUE, ErrorText.OUT_OF_RANGE_BETWEEN);
  }
}
