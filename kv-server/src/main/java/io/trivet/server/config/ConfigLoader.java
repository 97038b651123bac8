package io.trivet.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the configuration of a node out of the defaults, a file, and the arguments of the command
/// line, each overriding the one before.
///
/// Threads: one.
public final class ConfigLoader {
  /// Directives of Redis that this server refuses, with the reason.
  private static final Map<String, String> REFUSED =
      Map.of(
          "user", "users are not served: use requirepass",
          "loadmodule", "modules cannot be loaded",
          "sentinel", "this is no Sentinel");

  /// Directives that Redis reads without using them.
  private static final Set<String> IGNORED =
      Set.of("list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands");

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final ConfigProblems problems = new ConfigProblems();
  private final ConfigPlaces places = new ConfigPlaces();
  private final Set<Option<?>> inFile = new HashSet<>();
  private final Set<Option<?>> onCommandLine = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private ConfigValues values = ConfigValues.defaults();

  private ConfigLoader() {}

  /// Reads the configuration.
  ///
  /// @param file the configuration file, or null for none
  /// @param arguments directives as `--port 7001`, `--port=7001` or `--set port=7001`
  /// @throws ConfigException if anything is unknown, ill-formed or out of range, or does not go
  ///   together
  public static Config load(@Nullable Path file, List<String> arguments) throws ConfigException {
    ConfigLoader loader = new ConfigLoader();
    if (file != null) {
      new ConfigFile(loader.problems).read(file).forEach(loader::apply);
    }
    new ConfigArguments(loader.problems).read(arguments).forEach(loader::apply);
    return loader.finish(file);
  }

  private Config finish(@Nullable Path file) throws ConfigException {
    ConfigValues unwritten = ConfigValues.defaults();
    String password = passwordOfFile();
    if (values.get(SecurityOptions.REQUIREPASS).isEmpty() && !password.isEmpty()) {
      values = values.with(SecurityOptions.REQUIREPASS, password);
      unwritten = unwritten.with(SecurityOptions.REQUIREPASS, password);
    }
    ConfigRelations.check(values, places, problems);
    problems.check();
    if (file != null && inFile.stream().anyMatch(Option::isSecret)) {
      warnIfOthersRead(file);
    }
    warnings.addAll(ConfigRelations.warnings(values));
    return new Config(values, unwritten, file, warnings);
  }

  private void apply(Directive directive) {
    String where = directive.origin().where();
    Option<?> option = Options.named(directive.name());
    if (REFUSED.containsKey(directive.name())) {
      problems.add(where, directive.name() + ": " + REFUSED.get(directive.name()));
    } else if (option != null) {
      apply(option, directive);
    } else if (!IGNORED.contains(directive.name())) {
      String hint = NearestName.hint(directive.name(), Options.names().keySet());
      problems.add(where, "unknown directive " + directive.name() + hint);
    }
  }

  private void apply(Option<?> option, Directive directive) {
    try {
      boolean isAgain =
          switch (directive.origin()) {
            case Origin.FileLine _ -> !inFile.add(option);
            case Origin.CommandLine _ -> !onCommandLine.add(option);
          };
      values = values.after(option, words(option, directive), isAgain);
      places.add(option, directive.origin().where(), isAgain);
    } catch (BadValueException refused) {
      String name = directive.name();
      problems.add(directive.origin().where(), name + ": " + refused.reason());
    }
  }

  /// An argument may hold all the words of a value, as in `--bind "127.0.0.1 ::1"`.
  private static List<String> words(Option<?> option, Directive directive)
      throws BadValueException {
    List<String> words = directive.words();
    if (directive.origin() instanceof Origin.FileLine) {
      return words;
    }
    if (option.isSecret()) {
      throw new BadValueException(
          "every user of this machine can read the command line: put it in a file");
    }
    return words.size() == 1 ? option.kind().split(words.getFirst()) : words;
  }

  private String passwordOfFile() {
    String name = values.get(SecurityOptions.REQUIREPASS_FILE);
    if (name.isEmpty()) {
      return "";
    }
    try {
      Path file = Path.of(DirectiveText.unicode(name));
      warnIfOthersRead(file);
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String password = text.lines().findFirst().orElse("");
      if (password.isEmpty()) {
        problems.add("requirepass-file", "the first line of " + file + " is empty");
      }
      return password;
    } catch (IOException | InvalidPathException unreadable) {
      problems.add("requirepass-file", "cannot read " + unreadable.getMessage());
      return "";
    }
  }

  private void warnIfOthersRead(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null
          && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains)) {
        warnings.add("others can read the password in " + file + ": chmod 600 it");
      }
    } catch (IOException unreadable) {
      warnings.add("cannot tell who can read " + file + ": " + unreadable.getMessage());
    }
  }
}
