package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Authentication;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.List;

/// ACL, the container, with what there is to do about users, of whom there is one.
final class Acl {
  private static final Repeated NAMES = repeated("username", bytes("username"));
  private static final BytesArg OPERATION = bytes("operation").optional();

  private static final CommandSpec DELUSER =
      administrative("DELUSER", "6.0.0")
          .summary("Deletes users; the one there is stays.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .arguments(NAMES)
          .handler(Acl::delete);

  private static final CommandSpec SETUSER =
      administrative("SETUSER", "6.0.0")
          .summary("Changes users; not served.")
          .complexity("O(1)")
          .history("6.2.0", "Patterns of channels.")
          .history("7.0.0", "Selectors and permissions by key.")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .arguments(bytes("username"), repeated("rule", bytes("rule")).optional())
          .handler(Acl::change);

  private static final CommandSpec LOG =
      administrative("LOG", "6.0.0")
          .summary("Lists refusals of access; none are kept.")
          .complexity("O(1)")
          .history("7.2.0", "Number and times of the entries.")
          .arguments(OPERATION)
          .handler(Acl::log);

  private static final CommandSpec LOAD =
      administrative("LOAD", "6.0.0")
          .summary("Reads the file of users; there is none.")
          .complexity("O(1)")
          .handler(Acl::refuseFile);

  private static final CommandSpec SAVE =
      administrative("SAVE", "6.0.0")
          .summary("Writes the file of users; there is none.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .handler(Acl::refuseFile);

  static final CommandSpec SPEC =
      CommandSpec.named("ACL")
          .since("6.0.0")
          .group(CommandGroup.SERVER)
          .summary("Commands about access.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              AclUser.CAT,
              DELUSER,
              AclUser.DRYRUN,
              AclUser.GENPASS,
              AclUser.GETUSER,
              Help.of("ACL", "6.0.0", CommandGroup.SERVER),
              AclUser.LIST,
              LOAD,
              LOG,
              SAVE,
              SETUSER,
              AclUser.USERS,
              AclUser.WHOAMI)
          .container();

  private Acl() {}

  /// Begins the declaration of a subcommand of ACL that anybody may use.
  static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("ACL|" + name)
        .since(since)
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  /// Begins the declaration of any other subcommand of ACL.
  static CommandSpec.Builder administrative(String name, String since) {
    return subcommand(name, since).flags(CommandFlag.ADMIN);
  }

  private static Reply delete(Call call, ServerAccess server) {
    if (call.all(NAMES).contains(Authentication.USER)) {
      throw new CommandError(ErrorText.ACL_DEFAULT_USER);
    }
    return Reply.integer(0);
  }

  private static Reply change(Call call, ServerAccess server) {
    throw new CommandError(ErrorText.USERS_NOT_SERVED);
  }

  private static Reply log(Call call, ServerAccess server) {
    Bytes operation = call.find(OPERATION);
    if (operation == null || call.request().isInt64(call.word(OPERATION))) {
      return Reply.array(List.of());
    }
    if (operation.toString().equalsIgnoreCase("reset")) {
      return Reply.OK;
    }
    throw new CommandError(ErrorText.NOT_AN_INTEGER);
  }

  private static Reply refuseFile(Call call, ServerAccess server) {
    throw new CommandError(ErrorText.ACL_NO_FILE);
  }
}
