package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.renames;
import static io.trivet.server.config.OptionDraft.text;

import java.util.List;
import java.util.Map;

/// Who may do what.
public final class SecurityOptions {
  public static final Option<String> REQUIREPASS =
      text("requirepass")
          .atRunTime()
          .secret()
          .byDefault("")
          .means(
              "Password that clients must give with AUTH; empty is none. It is taken from the"
                  + " configuration file and by CONFIG SET, not from the command line, where every"
                  + " user of the machine could read it. CONFIG GET answers it in clear only where"
                  + " enable-protected-configs permits.");
  public static final Option<String> REQUIREPASS_FILE =
      text("requirepass-file")
          .byDefault("")
          .means(
              "File whose first line is the password, for secrets that a service manager or a"
                  + " container hands over. A password in requirepass is taken before it.");
  public static final Option<Permission> ENABLE_DEBUG_COMMAND =
      choice("enable-debug-command", Permission.class)
          .byDefault(Permission.NO)
          .means("Who may use DEBUG, which can stop the server and show any key.");
  public static final Option<Permission> ENABLE_PROTECTED_CONFIGS =
      choice("enable-protected-configs", Permission.class)
          .byDefault(Permission.NO)
          .means("Who may change protected options by CONFIG SET, and see secrets by CONFIG GET.");
  public static final Option<Map<String, String>> RENAME_COMMAND =
      renames("rename-command")
          .notShown()
          .byDefault(Map.of())
          .means(
              "Gives a command another name; \"\" removes it. May stand more than once, and only in"
                  + " the configuration file or on the command line.");

  private SecurityOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Security",
        List.of(
            REQUIREPASS,
            REQUIREPASS_FILE,
            ENABLE_DEBUG_COMMAND,
            ENABLE_PROTECTED_CONFIGS,
            RENAME_COMMAND));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Users and modules",
        "There is one user, whose password is requirepass, and there are no loadable modules.",
        List.of(
            text("aclfile")
                .refusing(path -> !path.isEmpty(), "users are not served: use requirepass")
                .byDefault(""),
            longInteger("acllog-max-len", 0, Long.MAX_VALUE).atRunTime().byDefault(128L),
            OptionDraft.of(
                    "acl-pubsub-default",
                    new WordKind(List.of("allchannels", "resetchannels"), false))
                .atRunTime()
                .byDefault("resetchannels"),
            choice("enable-module-command", Permission.class)
                .refusing(who -> who != Permission.NO, "modules cannot be loaded: leave it at no")
                .byDefault(Permission.NO)));
  }
}
