package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.oneOf;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ReplyMode;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;

/// CLIENT REPLY, NO-EVICT and NO-TOUCH: how a client wants to be treated.
final class ClientTreatment {

  private enum Action {
    ON,
    OFF,
    SKIP
  }

  private enum Switch {
    ON,
    OFF
  }

  private static final RequiredChoice<Action> ACTION = oneOf("action", Action.class).required();
  private static final RequiredChoice<Switch> EVICTION = oneOf("enabled", Switch.class).required();
  private static final RequiredChoice<Switch> TOUCH = oneOf("enabled", Switch.class).required();

  static final CommandSpec REPLY =
      Client.subcommand("REPLY", "3.2.0")
          .summary("Says whether commands are answered.")
          .complexity("O(1)")
          .arguments(ACTION)
          .handler(ClientTreatment::reply);

  static final CommandSpec NO_EVICT =
      Client.subcommand("NO-EVICT", "7.0.0")
          .summary("Says whether the connection may be closed for memory.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN)
          .arguments(EVICTION)
          .handler(ClientTreatment::evict);

  static final CommandSpec NO_TOUCH =
      Client.subcommand("NO-TOUCH", "7.2.0")
          .summary("Says whether commands of the connection count as uses of their keys.")
          .complexity("O(1)")
          .arguments(TOUCH)
          .handler(ClientTreatment::touch);

  private ClientTreatment() {}

  private static Reply reply(Call call, SessionAccess session) {
    return switch (call.get(ACTION)) {
      case ON -> {
        session.traits().replyMode(ReplyMode.ON);
        yield Reply.OK;
      }
      case OFF -> {
        session.traits().replyMode(ReplyMode.OFF);
        yield Reply.NONE;
      }
      case SKIP -> {
        if (session.traits().replyMode() != ReplyMode.OFF) {
          session.traits().replyMode(ReplyMode.SKIP_NEXT);
        }
        yield Reply.NONE;
      }
    };
  }

  private static Reply evict(Call call, SessionAccess session) {
    session.traits().keptFromEviction(call.get(EVICTION) == Switch.ON);
    return Reply.OK;
  }

  private static Reply touch(Call call, SessionAccess session) {
    session.traits().leavesAccessClock(call.get(TOUCH) == Switch.ON);
    return Reply.OK;
  }
}
