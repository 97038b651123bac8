package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A command that may have to wait for a key to change. It is attempted at once, and again, under
/// the locks of its slots, whenever one of its keys has changed, until it answers or its time is
/// up.
///
/// Inside MULTI and scripts it does not wait: what it says at the timeout is its answer.
///
/// @param attempt one attempt
/// @param timeoutMs how long to wait: [#FOR_EVER], [#NOT_AT_ALL], or milliseconds
/// @param atTimeout the answer when time is up
public record BlockingHandler(
    Attempt attempt, ToLongFunction<Call> timeoutMs, Function<Call, Reply> atTimeout)
    implements CommandHandler {

  /// Waits without end.
  public static final long FOR_EVER = 0;

  /// The client did not ask to wait (XREAD without BLOCK).
  public static final long NOT_AT_ALL = -1;

  /// One attempt of a blocking command.
  @FunctionalInterface
  public interface Attempt {
    /// Answers, or returns null if it would have to wait; then nothing has been changed.
    ///
    /// @throws io.trivet.server.reply.CommandError if it cannot be done; that is an answer, too,
    ///   and ends the wait, while a [io.trivet.storage.keyspace.WrongTypeException] in a later
    ///   attempt means that what is there now is not waited for
    @Nullable Reply execute(Call call, KeyspaceTxn txn);
  }
}
