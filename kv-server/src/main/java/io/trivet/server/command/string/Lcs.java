package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/// LCS: the longest common subsequence of the strings at two keys.
public final class Lcs {
  private static final KeyArg FIRST = key("key1", RO, ACCESS);
  private static final KeyArg SECOND = key("key2", RO, ACCESS);
  private static final Token LEN = token("LEN");
  private static final Token IDX = token("IDX");
  private static final Int64Arg MINMATCHLEN =
      int64("min-match-len").after("MINMATCHLEN").optional();
  private static final Token WITHMATCHLEN = token("WITHMATCHLEN");

  /// Cells of the table that are worth computing: what Redis's default proto-max-bulk-len allows.
  private static final long MAX_CELLS = StringLimit.MAX_BYTES / Integer.BYTES;

  /// The declaration of LCS.
  public static final CommandSpec SPEC =
      CommandSpec.named("LCS")
          .since("7.0.0")
          .group(STRING)
          .summary("Finds the longest common subsequence of two strings.")
          .complexity("O(N*M), N and M being the lengths of the strings")
          .flags(READONLY)
          .arguments(FIRST, SECOND, LEN, IDX, MINMATCHLEN, WITHMATCHLEN)
          .handler(Lcs::execute);

  private Lcs() {}

  /// Replies with the subsequence; with LEN: with its length; with IDX: with where its parts stand
  /// in both strings.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes first = string(call.get(FIRST), txn);
    Bytes second = string(call.get(SECOND), txn);
    if (call.has(LEN) && call.has(IDX)) {
      throw new CommandError(ErrorText.LCS_LEN_AND_IDX);
    }
    if ((first.length() + 1L) * (second.length() + 1L) > MAX_CELLS) {
      throw new CommandError(ErrorText.LCS_TOO_LARGE);
    }
    LongestSubsequence found = LongestSubsequence.of(first, second, !call.has(LEN));
    if (call.has(LEN)) {
      return Reply.integer(found.length());
    }
    return call.has(IDX) ? positions(call, found) : Reply.bulk(found.bytes());
  }

  private static Bytes string(Bytes key, KeyspaceTxn txn) {
    ValueType type = txn.type(key);
    if (type != null && type != ValueType.STRING) {
      throw new CommandError(ErrorText.LCS_NOT_STRINGS);
    }
    Bytes value = txn.string(key);
    return value == null ? Bytes.EMPTY : value;
  }

  private static Reply positions(Call call, LongestSubsequence found) {
    long shortest = call.get(MINMATCHLEN, 0);
    boolean withLength = call.has(WITHMATCHLEN);
    List<Reply> matches = new ArrayList<>();
    found.runs((firstFrom, secondFrom, length) -> {
      if (length >= shortest) {
        matches.add(match(firstFrom, secondFrom, length, withLength));
      }
    });
    return Reply.map(
        Reply.bulk("matches"),
        Reply.array(matches),
        Reply.bulk("len"),
        Reply.integer(found.length()));
  }

  private static Reply match(int firstFrom, int secondFrom, int length, boolean withLength) {
    Reply first = span(firstFrom, length);
    Reply second = span(secondFrom, length);
    return withLength
        ? Reply.array(first, second, Reply.integer(length))
        : Reply.array(first, second);
  }

  private static Reply span(int from, int length) {
    return Reply.array(Reply.integer(from), Reply.integer(from + length - 1L));
  }
}
