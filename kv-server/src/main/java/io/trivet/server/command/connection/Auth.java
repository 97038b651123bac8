package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.Answer;
import io.trivet.server.command.Authentication;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// AUTH: a client proves who it is. Wrong passwords are answered ever later, so that they cannot be
/// tried out.
final class Auth {
  private static final BytesArg USERNAME = bytes("username").optional();
  private static final BytesArg PASSWORD = bytes("password");

  static final CommandSpec SPEC =
      CommandSpec.named("AUTH")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Proves who the client is.")
          .complexity("O(1)")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.NO_AUTH,
              CommandFlag.ALLOW_BUSY)
          .history("6.0.0", "The name of a user may come before the password.")
          .arguments(USERNAME, PASSWORD)
          .deferredHandler(Auth::start, Auth::execute);

  private Auth() {}

  private static @Nullable Reply start(Call call, SessionAccess session, Answer answer) {
    Reply reply = execute(call, session);
    return reply instanceof Reply.Failure ? afterFailure(reply, session, answer) : reply;
  }

  private static Reply execute(Call call, SessionAccess session) {
    Bytes user = call.find(USERNAME);
    if (user == null && !session.server().authentication().isRequired()) {
      throw new CommandError(ErrorText.NO_PASSWORD_CONFIGURED);
    }
    boolean isTrue = isTrue(session, user == null ? Authentication.USER : user, call.get(PASSWORD));
    return isTrue ? Reply.OK : Reply.error(ErrorText.WRONG_PASSWORD);
  }

  /// Lets the client in if the password is right.
  static boolean isTrue(SessionAccess session, Bytes user, Bytes password) {
    boolean isTrue = session.server().authentication().accepts(user, password);
    if (isTrue) {
      session.authenticated(true);
    }
    return isTrue;
  }

  /// The answer to a wrong password, or null if it comes later.
  static @Nullable Reply afterFailure(Reply reply, SessionAccess session, Answer answer) {
    long delayMs = session.server().authentication().failed(session.host());
    if (delayMs == 0) {
      return reply;
    }
    answer.giveAfter(delayMs, () -> reply);
    return null;
  }
}
