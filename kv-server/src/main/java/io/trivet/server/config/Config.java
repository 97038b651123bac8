package io.trivet.server.config;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.raft.CommitPolicy;
import io.trivet.server.config.ConfigObservers.RefusedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configuration of a running node.
///
/// [#get] is cheap, one volatile read, and may be called for each command. Whoever needs a value at
/// every turn of a loop may keep it in a field of its own and [#observe] the option.
///
/// Threads: any. Changes and rewrites exclude each other; a reader sees all the values of one
/// CONFIG SET or none of them.
public final class Config {
  private final Object lock = new Object();

  /// Values that CONFIG REWRITE need not write, because they hold without it.
  private final ConfigValues unwritten;

  private final @Nullable Path file;
  private final List<String> warnings;

  @GuardedBy("lock")
  private final ConfigObservers observers = new ConfigObservers();

  private volatile ConfigValues values;

  Config(ConfigValues values, ConfigValues unwritten, @Nullable Path file, List<String> warnings) {
    this.values = values;
    this.unwritten = unwritten;
    this.file = file == null ? null : file.toAbsolutePath().normalize();
    this.warnings = List.copyOf(warnings);
  }

  /// The value of an option now.
  public <T> T get(Option<T> option) {
    return values.get(option);
  }

  /// The full path of the configuration file, empty if there is none.
  public String fileName() {
    return file == null ? "" : file.toString();
  }

  /// What the operator should know about this configuration, one sentence each, to be logged at the
  /// start.
  public List<String> warnings() {
    return warnings;
  }

  /// Has an observer told of each new value of an option from now on.
  public <T> void observe(Option<T> option, OptionObserver<T> observer) {
    synchronized (lock) {
      observers.add(option, observer);
    }
  }

  /// The options whose names match any of the patterns, with their values: CONFIG GET. A name
  /// without wildcards is answered as it was asked for.
  public Map<String, String> show(List<String> patterns, ConfigAccess access) {
    ConfigValues now = values;
    boolean showsSecrets = isPermitted(now, access);
    Map<String, Option<?>> matches = new LinkedHashMap<>();
    for (String pattern : patterns) {
      match(pattern, matches);
    }
    Map<String, String> shown = new LinkedHashMap<>();
    matches.forEach((name, option) -> shown.put(name, shown(now, option, showsSecrets)));
    return shown;
  }

  /// Changes options, all of them or none: CONFIG SET.
  ///
  /// @throws ConfigSetException if a name is unknown, a value is refused, or the option is not
  ///   permitted to change; nothing has changed then
  public void set(List<Setting> settings, ConfigAccess access) throws ConfigSetException {
    synchronized (lock) {
      ConfigValues before = values;
      ConfigValues after = after(settings, access, before);
      values = after;
      try {
        observers.tell(options(settings), before, after);
      } catch (RefusedException refused) {
        values = before;
        observers.takeBack(refused, before);
        throw ConfigSetException.failed(nameOf(refused.option(), settings), refused.reason());
      }
    }
  }

  /// The policy of a group of this configuration if these options were changed; nothing is.
  ///
  /// @throws ConfigSetException as [#set] does, but for what only an observer refuses
  public CommitPolicy policyAfter(List<Setting> settings, ConfigAccess access)
      throws ConfigSetException {
    ConfigValues after = after(settings, access, values);
    return GroupSettings.policy(
        after.get(GroupOptions.WRITE_POLICY),
        after.get(DurabilityOptions.APPENDFSYNC),
        after.get(GroupOptions.MIN_IN_SYNC));
  }

  /// Writes the values into the configuration file, keeping its comments and order: CONFIG REWRITE.
  /// On return the file is on disk.
  ///
  /// @throws ConfigRewriteException if there is no file or it cannot be written; it is as before
  ///   then
  public void rewrite() throws ConfigRewriteException {
    synchronized (lock) {
      if (file == null) {
        throw new ConfigRewriteException("The server is running without a config file");
      }
      new ConfigRewriter(values, unwritten).rewrite(file);
    }
  }

  private static void match(String pattern, Map<String, Option<?>> matches) {
    if (!NamePattern.hasWildcards(pattern)) {
      Option<?> option = Options.named(pattern);
      if (option != null && option.isShown() && !holds(matches, pattern)) {
        matches.put(pattern, option);
      }
      return;
    }
    NamePattern names = new NamePattern(pattern);
    Options.names()
        .forEach((name, option) -> {
          if (option.isShown() && names.matches(name) && !holds(matches, name)) {
            matches.put(name, option);
          }
        });
  }

  private static boolean holds(Map<String, Option<?>> matches, String name) {
    return matches.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static String shown(ConfigValues values, Option<?> option, boolean showsSecrets) {
    String value = values.show(option);
    return option.isSecret() && !showsSecrets && !value.isEmpty() ? "(redacted)" : value;
  }

  private static Set<Option<?>> options(List<Setting> settings) {
    Set<Option<?>> options = new HashSet<>();
    for (Setting setting : settings) {
      Option<?> option = Options.named(setting.name());
      if (option != null) {
        options.add(option);
      }
    }
    return options;
  }

  /// Whether these settings have files read, which an event loop must not wait for.
  public static boolean readsFiles(List<Setting> settings) {
    return options(settings).stream().anyMatch(Option::readsFiles);
  }

  private static void checkNames(List<Setting> settings, boolean isPermitted)
      throws ConfigSetException {
    for (Setting setting : settings) {
      Option<?> option = Options.named(setting.name());
      if (option == null || !option.isShown()) {
        throw ConfigSetException.unknown(setting.name());
      }
    }
    Set<String> seen = new HashSet<>();
    for (Setting setting : settings) {
      Option<?> option = Options.named(setting.name());
      if (option != null) {
        checkChange(setting, option, isPermitted);
      }
      if (!seen.add(setting.name().toLowerCase(Locale.ROOT))) {
        throw ConfigSetException.failed(setting.name(), "duplicate parameter");
      }
    }
  }

  private static void checkChange(Setting setting, Option<?> option, boolean isPermitted)
      throws ConfigSetException {
    switch (option.change()) {
      case AT_START ->
          throw ConfigSetException.failed(setting.name(), "can't set immutable config");
      case PROTECTED -> {
        if (!isPermitted) {
          throw ConfigSetException.failed(setting.name(), "can't set protected config");
        }
      }
      case AT_RUN_TIME -> {}
    }
  }

  private static ConfigValues after(
      List<Setting> settings, ConfigAccess access, ConfigValues before) throws ConfigSetException {
    checkNames(settings, isPermitted(before, access));
    ConfigValues after = before;
    for (Setting setting : settings) {
      after = after(setting, after);
    }
    return after;
  }

  private static ConfigValues after(Setting setting, ConfigValues before)
      throws ConfigSetException {
    Option<?> option = Options.named(setting.name());
    if (option == null) {
      throw ConfigSetException.unknown(setting.name());
    }
    try {
      return before.after(option, option.kind().split(setting.value()), false);
    } catch (BadValueException refused) {
      throw ConfigSetException.failed(setting.name(), refused.reason());
    }
  }

  private static String nameOf(Option<?> option, List<Setting> settings) {
    return settings.stream()
        .map(Setting::name)
        .filter(name -> option.equals(Options.named(name)))
        .findFirst()
        .orElse(option.name());
  }

  private static boolean isPermitted(ConfigValues values, ConfigAccess access) {
    return switch (values.get(SecurityOptions.ENABLE_PROTECTED_CONFIGS)) {
      case YES -> true;
      case LOCAL -> access == ConfigAccess.LOCAL;
      case NO -> false;
    };
  }
}
