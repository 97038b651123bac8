package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.Locale;

/// CLIENT SETNAME, GETNAME and SETINFO: what a client calls itself.
final class ClientNaming {
  private static final BytesArg NAME = bytes("connection-name");
  private static final BytesArg ATTRIBUTE = bytes("attr");
  private static final BytesArg VALUE = bytes("value");

  static final CommandSpec GETNAME =
      Client.subcommand("GETNAME", "2.6.9")
          .summary("Tells the name of the connection.")
          .complexity("O(1)")
          .handler(ClientNaming::name);

  static final CommandSpec SETNAME =
      Client.subcommand("SETNAME", "2.6.9")
          .summary("Names the connection.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .arguments(NAME)
          .handler(ClientNaming::rename);

  static final CommandSpec SETINFO =
      Client.subcommand("SETINFO", "7.2.0")
          .summary("Names the library that the client uses, or its version.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .arguments(ATTRIBUTE, VALUE)
          .handler(ClientNaming::library);

  private ClientNaming() {}

  private static Reply name(Call call, SessionAccess session) {
    Bytes name = session.traits().name();
    return name.isEmpty() ? Reply.absent() : Reply.bulk(name);
  }

  private static Reply rename(Call call, SessionAccess session) {
    Bytes name = call.get(NAME);
    if (!ClientWords.isNameable(name)) {
      throw new CommandError(ErrorText.CLIENT_NAME);
    }
    session.traits().name(name);
    return Reply.OK;
  }

  private static Reply library(Call call, SessionAccess session) {
    String attribute = call.get(ATTRIBUTE).toString().toLowerCase(Locale.ROOT);
    Bytes value = call.get(VALUE);
    boolean isName = attribute.equals("lib-name");
    if (!isName && !attribute.equals("lib-ver")) {
      throw new CommandError(ErrorText.CLIENT_UNRECOGNIZED_OPTION, call.get(ATTRIBUTE));
    }
    if (!ClientWords.isNameable(value)) {
      throw new CommandError(ErrorText.CLIENT_LIBRARY, attribute);
    }
    if (isName) {
      session.traits().libraryName(value);
    } else {
      session.traits().libraryVersion(value);
    }
    return Reply.OK;
  }
}
