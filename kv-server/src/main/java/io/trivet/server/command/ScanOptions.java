package io.trivet.server.command;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What SCAN, HSCAN, SSCAN and ZSCAN have in common: a cursor, a pattern and a number of elements
/// to look at; and the form of their answer.
///
/// A cursor is an unsigned 64-bit number, written in decimal.
public final class ScanOptions {
  private static final int DEFAULT_COUNT = 10;
  private static final int MAX_DIGITS = 20;

  /// A tenth of the largest unsigned number, rounded down.
  private static final long MAX_TENTH = Long.divideUnsigned(-1, 10);

  private final long cursor;
  private final @Nullable GlobPattern pattern;
  private final int count;

  private ScanOptions(long cursor, @Nullable GlobPattern pattern, int count) {
    this.cursor = cursor;
    this.pattern = pattern;
    this.count = count;
  }

  /// Declares the cursor.
  public static ParsedArg<Long> cursorArg() {
    return Arguments.parsed("cursor", ArgumentType.INTEGER, ScanOptions::parseCursor);
  }

  /// Declares the pattern.
  public static ParsedArg<GlobPattern> matchArg() {
    return Arguments.parsed("pattern", ArgumentType.PATTERN, GlobPattern::of)
        .after("MATCH")
        .optional();
  }

  /// Declares the number of elements to look at.
  public static Int64Arg countArg() {
    return Arguments.int64("count").after("COUNT").atLeast(1, ErrorText.SYNTAX_ERROR).optional();
  }

  /// What the client wants.
  public static ScanOptions of(
      Call call, ParsedArg<Long> cursor, ParsedArg<GlobPattern> match, Int64Arg count) {
    return new ScanOptions(
        call.get(cursor),
        call.find(match),
        (int) Math.min(call.get(count, DEFAULT_COUNT), Integer.MAX_VALUE));
  }

  /// Where to go on; 0 to begin.
  public long cursor() {
    return cursor;
  }

  /// About how many elements to look at.
  public int count() {
    return count;
  }

  /// Whether the client wants to see `array[from, to)`.
  public boolean accepts(byte[] array, int from, int to) {
    return pattern == null || pattern.isAll() || pattern.matches(array, from, to - from);
  }

  /// The answer: the cursor to go on with, 0 at the end, and what was found.
  public static Reply reply(long nextCursor, List<Bytes> found) {
    return Reply.array(Reply.bulk(Long.toUnsignedString(nextCursor)), Reply.bulks(found));
  }

  private static Long parseCursor(Bytes text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      throw new CommandError(ErrorText.INVALID_CURSOR);
    }
    long cursor = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.at(i) - '0';
      boolean isTooLarge = Long.compareUnsigned(cursor, MAX_TENTH) > 0;
      cursor = cursor * 10 + digit;
      if (digit < 0 || digit > 9 || isTooLarge || Long.compareUnsigned(cursor, digit) < 0) {
        throw new CommandError(ErrorText.INVALID_CURSOR);
      }
    }
    return cursor;
  }
}
