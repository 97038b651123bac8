package io.trivet.server.command.string;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;

/// How long a string may become by a command that lengthens it.
final class StringLimit {
  /// 512 MiB, the default of proto-max-bulk-len: no value that a client could send is longer.
  static final int MAX_BYTES = 512 << 20;

  private StringLimit() {}

  /// Refuses a string of `offset + added` bytes, both not negative, if it is too long.
  static void check(long offset, int added) {
    if (offset > MAX_BYTES - added) {
      throw new CommandError(ErrorText.STRING_TOO_LONG);
    }
  }
}
