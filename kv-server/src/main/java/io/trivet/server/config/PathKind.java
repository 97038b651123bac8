package io.trivet.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// A path of the file system, relative to the folder in which the server was started. CONFIG GET
/// answers it in full.
record PathKind() implements ValueKind<Path> {
  @Override
  public Path parse(List<String> words, Path current) throws BadValueException {
    String word = ValueKind.only(words);
    if (word.isEmpty()) {
      throw new BadValueException("argument must be a path");
    }
    try {
      return Path.of(DirectiveText.unicode(word));
    } catch (InvalidPathException notAPath) {
      throw new BadValueException("argument must be a path");
    }
  }

  @Override
  public String show(Path value) {
    return DirectiveText.ofUnicode(value.toAbsolutePath().normalize().toString());
  }

  @Override
  public List<List<String>> lines(Path value) {
    return List.of(List.of(DirectiveText.ofUnicode(value.toString())));
  }

  @Override
  public String describe() {
    return "path";
  }
}
