package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.token;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.List;

/// CLIENT TRACKING and its like: the server does not note which keys a client has read, and says
/// so.
final class ClientTracking {

  private enum Status {
    ON,
    OFF
  }

  private static final int NO_REDIRECTION = -1;
  private static final RequiredChoice<Status> STATUS = oneOf("status", Status.class).required();

  static final CommandSpec TRACKING =
      Client.subcommand("TRACKING", "6.0.0")
          .summary("Asks to be told of changes of keys that were read; only OFF is served.")
          .complexity("O(1)")
          .arguments(
              STATUS,
              int64("client-id").after("REDIRECT").optional(),
              repeated("prefix", bytes("prefix")).eachAfter("PREFIX"),
              token("BCAST"),
              token("OPTIN"),
              token("OPTOUT"),
              token("NOLOOP"))
          .handler(ClientTracking::track);

  static final CommandSpec CACHING =
      Client.subcommand("CACHING", "6.0.0")
          .summary("Says whether keys of the next command are tracked; not served.")
          .complexity("O(1)")
          .arguments(bytes("mode"))
          .handler(ClientTracking::cache);

  static final CommandSpec TRACKINGINFO =
      Client.subcommand("TRACKINGINFO", "6.2.0")
          .summary("Tells whether keys are tracked for the connection.")
          .complexity("O(1)")
          .handler(ClientTracking::state);

  static final CommandSpec GETREDIR =
      Client.subcommand("GETREDIR", "6.0.0")
          .summary("Tells which client is told of changes of keys; none is.")
          .complexity("O(1)")
          .handler(ClientTracking::redirection);

  private ClientTracking() {}

  private static Reply track(Call call, SessionAccess session) {
    if (call.get(STATUS) == Status.ON) {
      throw new CommandError(ErrorText.TRACKING_NOT_SERVED);
    }
    return Reply.OK;
  }

  private static Reply cache(Call call, SessionAccess session) {
    throw new CommandError(ErrorText.CACHING_NOT_ALLOWED);
  }

  private static Reply state(Call call, SessionAccess session) {
    return Reply.map(
        Reply.bulk("flags"),
        Reply.set(List.of(Reply.bulk("off"))),
        Reply.bulk("redirect"),
        Reply.integer(NO_REDIRECTION),
        Reply.bulk("prefixes"),
        Reply.emptyArray());
  }

  private static Reply redirection(Call call, SessionAccess session) {
    return Reply.integer(NO_REDIRECTION);
  }
}
