package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.AclCategory;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;

/// ROLE, REPLICAOF and FAILOVER: this version is alone, and says so.
final class Role {
  private static final int LAST_PORT = 65_535;
  private static final BytesArg HOST = bytes("host");
  private static final BytesArg PORT = bytes("port");
  private static final BytesArg OLD_HOST = bytes("host");
  private static final BytesArg OLD_PORT = bytes("port");

  static final CommandSpec ROLE =
      CommandSpec.named("ROLE")
          .since("2.8.12")
          .group(CommandGroup.SERVER)
          .summary("Tells the server's role in replication.")
          .complexity("O(1)")
          .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
          .handler(Role::role);

  static final CommandSpec REPLICAOF =
      follower("REPLICAOF", "5.0.0")
          .arguments(HOST, PORT)
          .handler((Call call, ServerAccess server) -> follow(call.get(HOST), call.get(PORT)));

  static final CommandSpec SLAVEOF =
      follower("SLAVEOF", "1.0.0")
          .deprecated("5.0.0", "`REPLICAOF`")
          .arguments(OLD_HOST, OLD_PORT)
          .handler(
              (Call call, ServerAccess server) -> follow(call.get(OLD_HOST), call.get(OLD_PORT)));

  static final CommandSpec FAILOVER =
      CommandSpec.named("FAILOVER")
          .since("6.2.0")
          .group(CommandGroup.SERVER)
          .summary("Hands the role over to another server; there is none.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.STALE)
          .freeWords()
          .handler(Role::failover);

  private Role() {}

  private static CommandSpec.Builder follower(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(CommandGroup.SERVER)
        .summary("Makes the server follow another one; only NO ONE is served.")
        .complexity("O(1)")
        .flags(
            CommandFlag.NO_ASYNC_LOADING,
            CommandFlag.ADMIN,
            CommandFlag.NOSCRIPT,
            CommandFlag.STALE);
  }

  /// Replies with the role, the end of the log, and nobody who follows.
  private static Reply role(Call call, ServerAccess server) {
    return Reply.array(
        Reply.bulk("master"),
        Reply.integer(server.storage().appendedSequence()),
        Reply.emptyArray());
  }

  private static Reply follow(Bytes host, Bytes port) {
    if (host.toString().equalsIgnoreCase("no") && port.toString().equalsIgnoreCase("one")) {
      return Reply.OK;
    }
    boolean isNumber = Int64Text.isInt64(port.array(), 0, port.length());
    long number = isNumber ? Int64Text.parse(port.array(), 0, port.length()) : -1;
    if (number < 0 || number > LAST_PORT) {
      throw new CommandError(ErrorText.REPLICATION_PORT);
    }
    throw new CommandError(ErrorText.REPLICATION_NOT_SERVED);
  }

  private static Reply failover(Call call, ServerAccess server) {
    throw new CommandError(ErrorText.FAILOVER_NO_REPLICAS);
  }
}
