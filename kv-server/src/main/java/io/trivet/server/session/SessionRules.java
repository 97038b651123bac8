package io.trivet.server.session;

import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.ServingState;
import io.trivet.server.config.Config;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.Permission;
import io.trivet.server.config.SecurityOptions;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import io.trivet.server.resp.RespEncoder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a session may do in the state it is in, in the order in which Redis refuses.
final class SessionRules {
  /// What a RESP2 client may do while it listens: its replies could not be told from messages.
  private static final Set<String> WHILE_SUBSCRIBED =
      Set.of(
          "ping",
          "subscribe",
          "ssubscribe",
          "psubscribe",
          "unsubscribe",
          "sunsubscribe",
          "punsubscribe",
          "quit",
          "reset");

  private static final Set<String> AT_ONCE_IN_MULTI =
      Set.of("exec", "discard", "multi", "watch", "quit", "reset");

  private SessionRules() {}

  /// Why a command is refused, or null.
  static @Nullable CommandError refusal(CommandSpec spec, Request request, Session session) {
    if (spec.has(CommandFlag.PROTECTED) && !isPermitted(spec, session)) {
      return protectedCommand(spec);
    }
    if (!session.isAuthenticated() && !spec.has(CommandFlag.NO_AUTH)) {
      return new CommandError(ErrorText.NO_AUTH);
    }
    ServingState serving = session.server().group().serving();
    if (!(serving instanceof ServingState.Serving)) {
      CommandError refusal = RoleRules.refusal(serving, spec, request, session);
      if (refusal != null) {
        return refusal;
      }
    }
    if (session.server().storage().isMemoryFull() && needsMemory(spec, session)) {
      return new CommandError(ErrorText.OUT_OF_MEMORY);
    }
    if (session.inTransaction() && spec.has(CommandFlag.NO_MULTI)) {
      return new CommandError(ErrorText.NOT_IN_MULTI);
    }
    if (session.protocol() == RespEncoder.RESP2
        && session.subscriptions().isAny()
        && !WHILE_SUBSCRIBED.contains(spec.name())) {
      return new CommandError(ErrorText.SUBSCRIBED_CONTEXT, spec.name());
    }
    if (session.isMonitor() && usesKeys(spec)) {
      return new CommandError(ErrorText.MONITOR_KEYSPACE);
    }
    return null;
  }

  /// Why a client may not connect, or null.
  static @Nullable CommandError admission(Session session) {
    Config config = session.server().config();
    if (session.server().clients().count() > config.get(NetworkOptions.MAX_CLIENTS)) {
      return new CommandError(ErrorText.MAX_CLIENTS);
    }
    boolean isOpen = !session.server().authentication().isRequired();
    if (isOpen && config.get(NetworkOptions.PROTECTED_MODE) && !session.isLocal()) {
      return new CommandError(ErrorText.PROTECTED_MODE);
    }
    return null;
  }

  /// Whether a command needs memory: by itself, by what it executes, or because it is queued.
  private static boolean needsMemory(CommandSpec spec, Session session) {
    if (spec.has(CommandFlag.DENY_OOM)) {
      return true;
    }
    if (!session.inTransaction()) {
      return false;
    }
    return spec.handler() == FlowHandler.EXEC
        ? session.transaction().queued().stream()
            .anyMatch(queued -> queued.spec().has(CommandFlag.DENY_OOM))
        : !AT_ONCE_IN_MULTI.contains(spec.name());
  }

  private static boolean isPermitted(CommandSpec spec, Session session) {
    Permission permission =
        isDebug(spec)
            ? session.server().config().get(SecurityOptions.ENABLE_DEBUG_COMMAND)
            : Permission.NO;
    return switch (permission) {
      case YES -> true;
      case LOCAL -> session.isLocal();
      case NO -> false;
    };
  }

  private static CommandError protectedCommand(CommandSpec spec) {
    return isDebug(spec)
        ? new CommandError(ErrorText.PROTECTED_COMMAND, "DEBUG", "enable-debug-command")
        : new CommandError(ErrorText.PROTECTED_COMMAND, "MODULE", "enable-module-command");
  }

  private static boolean isDebug(CommandSpec spec) {
    return spec.name().startsWith("debug");
  }

  private static boolean usesKeys(CommandSpec spec) {
    return spec.has(CommandFlag.WRITE)
        || spec.has(CommandFlag.READONLY)
        || spec.has(CommandFlag.MAY_REPLICATE);
  }
}
