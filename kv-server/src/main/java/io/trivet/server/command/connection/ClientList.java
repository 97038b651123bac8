package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.parsed;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Alternatives;
import io.trivet.server.command.ArgumentType;
import io.trivet.server.command.Call;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ClientKind;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// CLIENT LIST: a line for each client, or for those that a filter lets through.
final class ClientList {
  private static final ParsedArg<ClientKind> TYPE =
      parsed("client-type", ArgumentType.STRING, ClientKinds::parse).after("TYPE");
  private static final Int64Arg ID = int64("client-id").orError(ErrorText.INVALID_CLIENT_ID);
  private static final Repeated IDS = repeated("client-id", ID).after("ID");
  private static final Alternatives FILTER = either("filter", TYPE, IDS).optional();

  static final CommandSpec SPEC =
      Client.subcommand("LIST", "2.4.0")
          .summary("Lists the clients that are connected.")
          .complexity("O(N) where N is the number of clients")
          .flags(CommandFlag.ADMIN)
          .history("2.8.12", "Lines begin with `id`.")
          .history("5.0.0", "The filter `TYPE`.")
          .history("6.0.0", "The field `user`.")
          .history("6.2.0", "The fields `argv-mem`, `tot-mem`, `laddr`, `redir`, the filter `ID`.")
          .history("7.0.0", "The fields `resp`, `multi-mem`, `rbs` and `rbp`.")
          .history("7.0.3", "The field `ssub`.")
          .hints("nondeterministic_output")
          .arguments(FILTER)
          .handler(ClientList::execute);

  private ClientList() {}

  private static Reply execute(Call call, ServerAccess server) {
    String lines = clients(call, server).stream().map(ClientLine::of).collect(Collectors.joining());
    return new Reply.Verbatim("txt", Bytes.utf8(lines));
  }

  private static List<ClientFacts> clients(Call call, ServerAccess server) {
    ClientKind kind = call.find(TYPE);
    if (kind != null) {
      return server.clients().all().stream().filter(client -> client.kind() == kind).toList();
    }
    if (!call.has(IDS)) {
      return server.clients().all();
    }
    List<ClientFacts> found = new ArrayList<>();
    for (Call item : call.each(IDS)) {
      ClientFacts client = server.clients().find(item.get(ID));
      if (client != null) {
        found.add(client);
      }
    }
    return found;
  }
}
