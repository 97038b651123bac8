package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandDescription;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyPositions;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import java.util.ArrayList;
import java.util.List;

/// COMMAND GETKEYS and COMMAND GETKEYSANDFLAGS: which words of a request are keys.
final class CommandGetKeys {
  private static final BytesArg COMMAND = bytes("command");
  private static final BytesArg ARGUMENT = bytes("arg");
  private static final Repeated ARGUMENTS = repeated("arg", ARGUMENT).optional();

  static final CommandSpec GETKEYS =
      Command.subcommand("GETKEYS", "2.8.13")
          .summary("Finds the keys in a request.")
          .complexity("O(N) where N is the number of words of the request")
          .arguments(COMMAND, ARGUMENTS)
          .handler(CommandGetKeys::keys);

  static final CommandSpec GETKEYSANDFLAGS =
      Command.subcommand("GETKEYSANDFLAGS", "7.0.0")
          .summary("Finds the keys in a request, and what is done with them.")
          .complexity("O(N) where N is the number of words of the request")
          .arguments(COMMAND, ARGUMENTS)
          .handler(CommandGetKeys::keysAndFlags);

  private CommandGetKeys() {}

  private static Reply keys(Call call, ServerAccess server) {
    Request inner = call.request().tail(call.word(COMMAND));
    KeyPositions found = find(inner, server);
    List<Reply> keys = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      keys.add(Reply.bulk(inner.word(found.word(i))));
    }
    return Reply.array(keys);
  }

  private static Reply keysAndFlags(Call call, ServerAccess server) {
    Request inner = call.request().tail(call.word(COMMAND));
    KeyPositions found = find(inner, server);
    List<Reply> keys = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      keys.add(
          Reply.array(
              Reply.bulk(inner.word(found.word(i))),
              CommandDescription.keyFlags(found.flagBits(i))));
    }
    return Reply.array(keys);
  }

  private static KeyPositions find(Request inner, ServerAccess server) {
    CommandSpec spec = server.commands().find(inner);
    if (spec == null) {
      throw new CommandError(ErrorText.KEYS_INVALID_COMMAND);
    }
    if (!spec.hasKeys()) {
      throw new CommandError(ErrorText.KEYS_NO_ARGUMENTS);
    }
    if (!spec.acceptsCount(inner.count())) {
      throw new CommandError(ErrorText.KEYS_INVALID_ARITY);
    }
    KeyPositions found = new KeyPositions();
    if (!spec.keys(inner, found)) {
      throw new CommandError(ErrorText.KEYS_INVALID_ARGUMENTS);
    }
    return found;
  }
}
