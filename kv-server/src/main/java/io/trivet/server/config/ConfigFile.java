package io.trivet.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Reads a configuration file with the files that it includes.
///
/// `include PATH` puts the directives of another file in its place. A relative path starts at the
/// folder of the file that includes; the last part may hold `*`, `?` and `[...]`, which takes all
/// files of that form in the order of their names, or none.
final class ConfigFile {
  private static final int DEEPEST_INCLUDE = 16;
  private static final long LARGEST_BYTES = 4L << 20;

  private final ConfigProblems problems;

  ConfigFile(ConfigProblems problems) {
    this.problems = problems;
  }

  /// The directives of a file, in order, those of included files in their place.
  List<Directive> read(Path file) {
    List<Directive> directives = new ArrayList<>();
    read(file, file.toString(), 0, directives);
    return directives;
  }

  private void read(Path file, String asker, int depth, List<Directive> directives) {
    for (Directive directive : ConfigFileParser.parse(text(file, asker), file, problems)) {
      if (!directive.name().equals("include")) {
        directives.add(directive);
      } else if (depth == DEEPEST_INCLUDE) {
        problems.add(directive.origin().where(), "files include each other too deeply");
      } else {
        include(directive, file, depth, directives);
      }
    }
  }

  private void include(Directive directive, Path from, int depth, List<Directive> directives) {
    String where = directive.origin().where();
    if (directive.words().isEmpty()) {
      problems.add(where, "include: wrong number of arguments");
    }
    for (String word : directive.words()) {
      try {
        Path path = from.resolveSibling(DirectiveText.unicode(word));
        for (Path file : matching(path)) {
          read(file, where, depth + 1, directives);
        }
      } catch (InvalidPathException | PatternSyntaxException | IOException unreadable) {
        problems.add(where, "include: cannot read " + DirectiveText.unicode(word));
      }
    }
  }

  private static List<Path> matching(Path path) throws IOException {
    Path name = path.getFileName();
    Path folder = path.toAbsolutePath().getParent();
    if (name == null || folder == null || !hasPattern(name.toString())) {
      return List.of(path);
    }
    if (Files.notExists(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name.toString())) {
      entries.forEach(files::add);
    }
    files.removeIf(Files::isDirectory);
    files.sort(null);
    return files;
  }

  private static boolean hasPattern(String name) {
    return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private String text(Path file, String asker) {
    try {
      if (Files.isDirectory(file)) {
        problems.add(asker, "cannot read " + file + ": it is a folder");
        return "";
      }
      if (Files.size(file) > LARGEST_BYTES) {
        problems.add(asker, "cannot read " + file + ": it is larger than 4 MB");
        return "";
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException missing) {
      problems.add(asker, "cannot read " + file + ": there is no such file");
    } catch (IOException unreadable) {
      problems.add(asker, "cannot read " + file + ": " + unreadable.getMessage());
    }
    return "";
  }
}
