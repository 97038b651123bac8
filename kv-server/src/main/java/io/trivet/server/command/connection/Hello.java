package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;

import io.trivet.server.command.Answer;
import io.trivet.server.command.Block;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CallWords;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.ServerFacts;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// HELLO: the version of the protocol, and with it who the client is.
final class Hello {
  private static final int OLDEST_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 3;

  private static final Int64Arg PROTOCOL = int64("protover");
  private static final BytesArg USERNAME = bytes("username");
  private static final BytesArg PASSWORD = bytes("password");
  private static final Block AUTH = block("auth", USERNAME, PASSWORD).after("AUTH").optional();
  private static final BytesArg NAME = bytes("clientname").after("SETNAME").optional();
  private static final Block ARGUMENTS = block("arguments", PROTOCOL, AUTH, NAME).optional();

  static final CommandSpec SPEC =
      CommandSpec.named("HELLO")
          .since("6.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Chooses the version of the protocol, and tells about the server.")
          .complexity("O(1)")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.NO_AUTH,
              CommandFlag.ALLOW_BUSY)
          .history("6.2.0", "Without a version it tells about the connection as it is.")
          .arguments(ARGUMENTS)
          .freeWords()
          .deferredHandler(Hello::start, Hello::execute);

  /// What a client asks for.
  private record Greeting(
      int protocol, @Nullable Bytes user, @Nullable Bytes password, @Nullable Bytes name) {}

  private Hello() {}

  private static @Nullable Reply start(Call call, SessionAccess session, Answer answer) {
    Reply reply = execute(call, session);
    return reply instanceof Reply.Failure ? Auth.afterFailure(reply, session, answer) : reply;
  }

  /// Replies with a map of facts, or with the failure of the authentication.
  private static Reply execute(Call call, SessionAccess session) {
    Greeting greeting = parse(call.words(), session.protocol());
    if (greeting.user() != null
        && greeting.password() != null
        && !Auth.isTrue(session, greeting.user(), greeting.password())) {
      return Reply.error(ErrorText.WRONG_PASSWORD);
    }
    if (!session.isAuthenticated()) {
      throw new CommandError(ErrorText.NO_AUTH_HELLO);
    }
    if (greeting.name() != null) {
      session.traits().name(greeting.name());
    }
    session.useProtocol(greeting.protocol());
    return facts(session);
  }

  private static Greeting parse(CallWords words, int currentProtocol) {
    int protocol = words.left() == 0 ? currentProtocol : protocol(words);
    Bytes user = null;
    Bytes password = null;
    Bytes name = null;
    while (words.left() > 0) {
      if (words.left() > 2 && words.take("AUTH")) {
        user = words.take();
        password = words.take();
      } else if (words.left() > 1 && words.take("SETNAME")) {
        name = words.take();
        if (!ClientWords.isNameable(name)) {
          throw new CommandError(ErrorText.CLIENT_NAME);
        }
      } else {
        throw new CommandError(ErrorText.HELLO_OPTION, words.take());
      }
    }
    return new Greeting(protocol, user, password, name);
  }

  private static int protocol(CallWords words) {
    if (!words.isInt64()) {
      throw new CommandError(ErrorText.PROTOCOL_NOT_AN_INTEGER);
    }
    long protocol = words.takeInt64();
    if (protocol < OLDEST_PROTOCOL || protocol > NEWEST_PROTOCOL) {
      throw new CommandError(ErrorText.PROTOCOL_UNSUPPORTED);
    }
    return (int) protocol;
  }

  private static Reply facts(SessionAccess session) {
    return Reply.map(
        Reply.bulk("server"),
        Reply.bulk("redis"),
        Reply.bulk("version"),
        Reply.bulk(ServerFacts.REDIS_VERSION),
        Reply.bulk("proto"),
        Reply.integer(session.protocol()),
        Reply.bulk("id"),
        Reply.integer(session.id()),
        Reply.bulk("mode"),
        Reply.bulk("standalone"),
        Reply.bulk("role"),
        Reply.bulk("master"),
        Reply.bulk("modules"),
        Reply.emptyArray());
  }
}
