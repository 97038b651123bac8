package io.trivet.server.config;

import java.nio.file.Path;

/// Where a directive stands.
sealed interface Origin {
  /// The place in the words of a message.
  String where();

  /// A line of a file, counted from 1.
  record FileLine(Path file, int line) implements Origin {
    @Override
    public String where() {
      return file + ":" + line;
    }
  }

  /// The arguments with which the server was started.
  record CommandLine() implements Origin {
    @Override
    public String where() {
      return "command line";
    }
  }
}
