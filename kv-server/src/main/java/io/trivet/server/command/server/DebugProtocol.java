package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.List;
import java.util.Locale;

/// DEBUG PROTOCOL: a reply of each kind, for those who write clients. Attributes are not sent by
/// this server; `attrib` answers what would follow one.
final class DebugProtocol {
  private static final int RESP2 = 2;
  private static final double PI_ABOUT = 3.141;
  private static final BytesArg TYPE = bytes("type");

  static final CommandSpec SPEC =
      Debug.subcommand("PROTOCOL")
          .summary("Answers a sample of a kind of reply.")
          .arguments(TYPE)
          .handler(DebugProtocol::execute);

  private DebugProtocol() {}

  private static Reply execute(Call call, SessionAccess session) {
    return switch (call.get(TYPE).toString().toLowerCase(Locale.ROOT)) {
      case "string" -> Reply.bulk("Hello World");
      case "integer" -> Reply.integer(12_345);
      case "double" -> Reply.number(PI_ABOUT);
      case "null" -> Reply.absent();
      case "array" -> Reply.array(numbers());
      case "set" -> Reply.set(numbers());
      case "map" -> map();
      case "attrib" -> Reply.bulk("Some real reply following the attribute");
      case "push" -> push(session);
      case "true" -> Reply.truth(true);
      case "false" -> Reply.truth(false);
      case "verbatim" -> Reply.verbatim("This is a verbatim\nstring");
      case "bignum" -> Reply.bigNumber("1234567999999999999999999999999999999");
      default -> throw new CommandError(ErrorText.DEBUG_PROTOCOL_TYPE);
    };
  }

  private static List<Reply> numbers() {
    return List.of(Reply.integer(0), Reply.integer(1), Reply.integer(2));
  }

  private static Reply map() {
    return Reply.map(
        Reply.integer(0),
        Reply.truth(false),
        Reply.integer(1),
        Reply.truth(true),
        Reply.integer(2),
        Reply.truth(false));
  }

  private static Reply push(SessionAccess session) {
    if (session.protocol() == RESP2) {
      throw new CommandError(ErrorText.DEBUG_PROTOCOL_PUSH);
    }
    return Reply.several(
        List.of(
            Reply.bulk("Some real reply following the push reply"),
            Reply.push(Reply.bulk("server-cpu-usage"), Reply.integer(42))));
  }
}
