package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DEBUG, the container, with switches for tests; refused by the session unless
/// enable-debug-command allows it.
///
/// Redis's test suites give some of them to steer what this server does not have: packed nodes of
/// lists, sizes of reply buffers, scripts. These are taken and change nothing.
final class Debug {
  private static final Logger LOG = LoggerFactory.getLogger(Debug.class);

  private static final BytesArg EXPIRE_SWITCH = bytes("on");
  private static final BytesArg CRON_SWITCH = bytes("on");
  private static final BytesArg THRESHOLD = bytes("size");
  private static final BytesArg MESSAGE = bytes("message");
  private static final BytesArg ERROR_TEXT = bytes("message");

  private static final CommandSpec SET_ACTIVE_EXPIRE =
      subcommand("SET-ACTIVE-EXPIRE")
          .summary("Says whether expired keys are looked for in the background.")
          .arguments(EXPIRE_SWITCH)
          .handler(Debug::expire);

  private static final CommandSpec PAUSE_CRON =
      subcommand("PAUSE-CRON")
          .summary("Says whether background work pauses.")
          .arguments(CRON_SWITCH)
          .handler(Debug::pause);

  private static final CommandSpec PACKED_THRESHOLD =
      subcommand("QUICKLIST-PACKED-THRESHOLD")
          .summary("Taken, and changes nothing.")
          .arguments(THRESHOLD)
          .handler(Debug::ignoreThreshold);

  private static final CommandSpec REPLYBUFFER =
      subcommand("REPLYBUFFER")
          .summary("Taken, and changes nothing.")
          .arguments(bytes("setting"), bytes("value"))
          .handler((Call call, ServerAccess server) -> Reply.OK);

  private static final CommandSpec SET_DISABLE_DENY_SCRIPTS =
      subcommand("SET-DISABLE-DENY-SCRIPTS")
          .summary("Taken, and changes nothing.")
          .arguments(bytes("on"))
          .handler((Call call, ServerAccess server) -> Reply.OK);

  private static final CommandSpec MESSAGE_LOG =
      subcommand("LOG")
          .summary("Writes a message into the log.")
          .arguments(MESSAGE)
          .handler(Debug::log);

  private static final CommandSpec ERROR =
      subcommand("ERROR").summary("Answers an error.").arguments(ERROR_TEXT).handler(Debug::fail);

  static final CommandSpec SPEC =
      CommandSpec.named("DEBUG")
          .since("1.0.0")
          .group(CommandGroup.SERVER)
          .summary("Commands for tests.")
          .complexity("Depends on the subcommand.")
          .flags(
              CommandFlag.ADMIN,
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.PROTECTED)
          .subcommands(
              DebugKeys.DIGEST,
              DebugKeys.DIGEST_VALUE,
              ERROR,
              Help.of("DEBUG", "1.0.0", CommandGroup.SERVER),
              DebugKeys.LOADAOF,
              MESSAGE_LOG,
              DebugKeys.OBJECT,
              PAUSE_CRON,
              DebugKeys.POPULATE,
              DebugProtocol.SPEC,
              PACKED_THRESHOLD,
              DebugKeys.RELOAD,
              REPLYBUFFER,
              SET_ACTIVE_EXPIRE,
              SET_DISABLE_DENY_SCRIPTS,
              DebugKeys.SLEEP)
          .container();

  private Debug() {}

  /// Begins the declaration of a subcommand of DEBUG.
  static CommandSpec.Builder subcommand(String name) {
    return CommandSpec.named("DEBUG|" + name)
        .since("1.0.0")
        .group(CommandGroup.SERVER)
        .complexity("O(1)")
        .flags(
            CommandFlag.ADMIN,
            CommandFlag.NOSCRIPT,
            CommandFlag.LOADING,
            CommandFlag.STALE,
            CommandFlag.PROTECTED);
  }

  private static Reply expire(Call call, ServerAccess server) {
    server.debugging().activeExpiry(isOn(call.get(EXPIRE_SWITCH)));
    return Reply.OK;
  }

  private static Reply pause(Call call, ServerAccess server) {
    server.debugging().backgroundWork(!isOn(call.get(CRON_SWITCH)));
    return Reply.OK;
  }

  /// As in C: any number but 0.
  private static boolean isOn(Bytes word) {
    return word.toString().matches("\\s*[+-]?0*[1-9].*");
  }

  private static Reply ignoreThreshold(Call call, ServerAccess server) {
    if (!call.get(THRESHOLD).toString().matches("[0-9]+([kmgKMG][bB]?|[bB])?")) {
      throw new CommandError(ErrorText.DEBUG_MEMORY_VALUE);
    }
    return Reply.OK;
  }

  private static Reply log(Call call, ServerAccess server) {
    LOG.warn("DEBUG LOG: {}", call.get(MESSAGE).toString().replaceAll("\\p{Cntrl}", "?"));
    return Reply.OK;
  }

  private static Reply fail(Call call, ServerAccess server) {
    return Reply.error(call.get(ERROR_TEXT).toString());
  }
}
