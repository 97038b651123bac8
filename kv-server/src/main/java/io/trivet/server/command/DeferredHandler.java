package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A command whose answer may come later and from elsewhere: a checkpoint, a sync, the passing of
/// time. Its connection is parked meanwhile, and its event loop goes on.
///
/// @param start begins
/// @param atOnce what is answered where nobody can wait: inside MULTI and scripts
public record DeferredHandler(Start start, BiFunction<Call, SessionAccess, Reply> atOnce)
    implements CommandHandler {

  /// The beginning of such a command.
  @FunctionalInterface
  public interface Start {
    /// Answers at once, or returns null: then the answer comes through `answer`, during the call or
    /// after it, and the call is good for nothing after the return.
    ///
    /// @throws io.trivet.server.reply.CommandError if it cannot be done
    @Nullable Reply execute(Call call, SessionAccess session, Answer answer);
  }
}
