package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Authentication;
import io.trivet.server.command.Call;
import io.trivet.server.command.CallWords;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ClientKind;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// CLIENT KILL: closes clients, one by its address or all that pass several filters.
final class ClientKill {

  private enum Answer {
    YES,
    NO
  }

  static final CommandSpec SPEC =
      Client.subcommand("KILL", "2.4.0")
          .summary("Closes clients.")
          .complexity("O(N) where N is the number of clients")
          .flags(CommandFlag.ADMIN)
          .history("2.8.12", "The form with filters, `ID` among them.")
          .history("3.2.0", "The type `master`.")
          .history("5.0.0", "The type `replica`, which was `slave` before and still may be.")
          .history("6.2.0", "The filter `LADDR`.")
          .arguments(
              either(
                  "filter",
                  bytes("ip:port"),
                  repeated(
                      "filters",
                      either(
                          "filter",
                          int64("client-id").after("ID"),
                          bytes("client-type").after("TYPE"),
                          bytes("username").after("USER"),
                          bytes("addr").after("ADDR"),
                          bytes("laddr").after("LADDR"),
                          block("skipme", oneOf("skipme", Answer.class).required())
                              .after("SKIPME")))))
          .freeWords()
          .handler(ClientKill::execute);

  /// Who is to be closed; what is null lets everybody through.
  private record Filter(
      @Nullable Long id,
      @Nullable ClientKind kind,
      @Nullable Bytes address,
      @Nullable Bytes localAddress,
      boolean skipsCaller) {

    boolean covers(ClientFacts client) {
      return (id == null || client.id() == id)
          && (kind == null || client.kind() == kind)
          && (address == null || client.address().equals(address.toString()))
          && (localAddress == null || client.localAddress().equals(localAddress.toString()));
    }
  }

  private ClientKill() {}

  /// Replies with the number of clients closed, or in the old form with OK.
  private static Reply execute(Call call, SessionAccess session) {
    CallWords words = call.words();
    if (words.left() == 1) {
      Filter old = new Filter(null, null, words.take(), null, false);
      if (close(old, session) == 0) {
        throw new CommandError(ErrorText.NO_SUCH_CLIENT);
      }
      return Reply.OK;
    }
    return Reply.integer(close(parse(words), session));
  }

  private static Filter parse(CallWords words) {
    Long id = null;
    ClientKind kind = null;
    Bytes address = null;
    Bytes localAddress = null;
    boolean skipsCaller = true;
    while (words.left() > 0) {
      if (words.left() < 2) {
        throw new CommandError(ErrorText.SYNTAX_ERROR);
      }
      if (words.take("ID")) {
        id = id(words);
      } else if (words.take("TYPE")) {
        kind = ClientKinds.parse(words.take());
      } else if (words.take("ADDR")) {
        address = words.take();
      } else if (words.take("LADDR")) {
        localAddress = words.take();
      } else if (words.take("USER")) {
        requireUser(words.take());
      } else if (words.take("SKIPME")) {
        skipsCaller = isYes(words);
      } else {
        throw new CommandError(ErrorText.SYNTAX_ERROR);
      }
    }
    return new Filter(id, kind, address, localAddress, skipsCaller);
  }

  private static long id(CallWords words) {
    long id = words.isInt64() ? words.takeInt64() : 0;
    if (id < 1) {
      throw new CommandError(ErrorText.CLIENT_ID);
    }
    return id;
  }

  private static void requireUser(Bytes name) {
    if (!name.equals(Authentication.USER)) {
      throw new CommandError(ErrorText.NO_SUCH_USER, name);
    }
  }

  private static boolean isYes(CallWords words) {
    if (words.take("YES")) {
      return true;
    }
    if (words.take("NO")) {
      return false;
    }
    throw new CommandError(ErrorText.SYNTAX_ERROR);
  }

  private static int close(Filter filter, SessionAccess session) {
    int closed = 0;
    for (ClientFacts client : session.server().clients().all()) {
      boolean isCaller = client.id() == session.id();
      if (!filter.covers(client) || (isCaller && filter.skipsCaller())) {
        continue;
      }
      if (isCaller) {
        session.closeAfterReply();
      } else {
        session.server().clients().close(client.id());
      }
      closed++;
    }
    return closed;
  }
}
