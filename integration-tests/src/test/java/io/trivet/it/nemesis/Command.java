package io.trivet.it.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A short program of the system, run to its end.
final class Command {
  private Command() {}

  /// Runs it and returns what it printed.
  ///
  /// @throws IllegalStateException with what it printed, if it fails or is not there
  static String run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] printed = process.getInputStream().readAllBytes();
      String text = new String(printed, StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", words) + " ended with " + code + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + words, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + words.getFirst(), e);
    }
  }

  static String run(String... words) {
    return run(List.of(words));
  }

  /// The words of one command behind those of another, as `nsenter` and `env` take them.
  static List<String> behind(List<String> first, List<String> second) {
    List<String> words = new ArrayList<>(first);
    words.addAll(second);
    return words;
  }
}
