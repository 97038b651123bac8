package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;

/// PING: a sign of life.
final class Ping {
  private static final BytesArg MESSAGE = bytes("message").optional();

  static final CommandSpec SPEC =
      CommandSpec.named("PING")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Shows that the server answers.")
          .complexity("O(1)")
          .flags(CommandFlag.FAST)
          .hints("request_policy:all_shards", "response_policy:all_succeeded")
          .arguments(MESSAGE)
          .surplusError(ErrorText.WRONG_ARITY)
          .handler(Ping::execute);

  private Ping() {}

  /// Replies PONG, or the message. RESP2 clients that listen to channels get both, in the form of a
  /// message, since they read nothing else.
  private static Reply execute(Call call, SessionAccess session) {
    Bytes message = call.find(MESSAGE);
    if (session.protocol() == 2 && session.subscriptions().isAny()) {
      return Reply.array(Reply.bulk("pong"), Reply.bulk(message == null ? Bytes.EMPTY : message));
    }
    return message == null ? Reply.simple("PONG") : Reply.bulk(message);
  }
}
