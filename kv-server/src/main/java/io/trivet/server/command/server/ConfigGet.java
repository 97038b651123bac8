package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Answer;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigAccess;
import io.trivet.server.config.ConfigRewriteException;
import io.trivet.server.config.ConfigSetException;
import io.trivet.server.config.Setting;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CONFIG: the options of the running server.
final class ConfigGet {
  private static final Repeated NAMES = repeated("parameter", bytes("parameter"));
  private static final BytesArg NAME = bytes("parameter");
  private static final BytesArg VALUE = bytes("value");
  private static final Repeated SETTINGS = repeated("data", NAME, VALUE);

  private static final CommandSpec GET =
      subcommand("GET", "2.0.0")
          .summary("Shows options.")
          .complexity("O(N) where N is the number of names given")
          .history("7.0.0", "More than one pattern at a time.")
          .arguments(NAMES)
          .handler(ConfigGet::get);

  private static final CommandSpec SET =
      subcommand("SET", "2.0.0")
          .summary("Changes options.")
          .complexity("O(N) where N is the number of options given")
          .history("7.0.0", "More than one option at a time.")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .arguments(SETTINGS)
          .deferredHandler(ConfigGet::set, ConfigGet::setAtOnce);

  private static final CommandSpec RESETSTAT =
      subcommand("RESETSTAT", "2.0.0")
          .summary("Begins the statistics anew.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .handler(ConfigGet::resetStatistics);

  private static final CommandSpec REWRITE =
      subcommand("REWRITE", "2.8.0")
          .summary("Writes the options into the configuration file.")
          .complexity("O(N) where N is the number of lines of the file")
          .flags(CommandFlag.NO_MULTI)
          .hints("request_policy:all_nodes", "response_policy:all_succeeded")
          .deferredHandler(
              ConfigGet::rewrite, (call, session) -> Reply.error(ErrorText.NOT_IN_MULTI));

  static final CommandSpec SPEC =
      CommandSpec.named("CONFIG")
          .since("2.0.0")
          .group(CommandGroup.SERVER)
          .summary("Commands about the options of the server.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              GET, Help.of("CONFIG", "5.0.0", CommandGroup.SERVER), RESETSTAT, REWRITE, SET)
          .container();

  private ConfigGet() {}

  private static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("CONFIG|" + name)
        .since(since)
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static Reply get(Call call, SessionAccess session) {
    List<String> names = call.all(NAMES).stream().map(Bytes::toString).toList();
    Map<String, String> options = session.server().config().show(names, access(session));
    List<Reply> flat = new ArrayList<>();
    options.forEach((name, value) -> {
      flat.add(Reply.bulk(name));
      flat.add(Reply.bulk(value));
    });
    return Reply.map(flat);
  }

  private static @Nullable Reply set(Call call, SessionAccess session, Answer answer) {
    List<Setting> settings = settings(call);
    ServerAccess server = session.server();
    ConfigAccess access = access(session);
    GroupPolicyChange change = policyChange(settings, session);
    if (change != null) {
      change.begin(settings, access, answer);
      return null;
    }
    if (!Config.readsFiles(settings)) {
      return set(server, settings, access);
    }
    server.background().execute(() -> answer.give(set(server, settings, access)));
    return null;
  }

  /// Inside MULTI, where nothing may wait for a file or for the group.
  private static Reply setAtOnce(Call call, SessionAccess session) {
    List<Setting> settings = settings(call);
    if (policyChange(settings, session) != null) {
      throw new CommandError(ErrorText.POLICY_NOT_IN_MULTI);
    }
    return Config.readsFiles(settings)
        ? Reply.error(ErrorText.NOT_IN_MULTI)
        : set(session.server(), settings, access(session));
  }

  private static @Nullable GroupPolicyChange policyChange(
      List<Setting> settings, SessionAccess session) {
    try {
      return GroupPolicyChange.of(settings, access(session), session.server());
    } catch (ConfigSetException refused) {
      throw new CommandError("ERR " + refused.getMessage());
    }
  }

  private static Reply set(ServerAccess server, List<Setting> settings, ConfigAccess access) {
    try {
      server.config().set(settings, access);
      return Reply.OK;
    } catch (ConfigSetException refused) {
      return Reply.error("ERR " + refused.getMessage());
    }
  }

  private static List<Setting> settings(Call call) {
    List<Setting> settings = new ArrayList<>();
    for (Call item : call.each(SETTINGS)) {
      settings.add(new Setting(item.get(NAME).toString(), item.get(VALUE).toString()));
    }
    return settings;
  }

  private static Reply resetStatistics(Call call, ServerAccess server) {
    server.statistics().reset().run();
    return Reply.OK;
  }

  private static @Nullable Reply rewrite(Call call, SessionAccess session, Answer answer) {
    ServerAccess server = session.server();
    server.background().execute(() -> answer.give(rewritten(server)));
    return null;
  }

  private static Reply rewritten(ServerAccess server) {
    try {
      server.config().rewrite();
      return Reply.OK;
    } catch (ConfigRewriteException refused) {
      return Reply.error("ERR " + refused.getMessage());
    }
  }

  private static ConfigAccess access(SessionAccess session) {
    return session.isLocal() ? ConfigAccess.LOCAL : ConfigAccess.REMOTE;
  }
}
