package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;

/// The problems found so far; reading goes on after one, so that all of them are told at once.
///
/// Threads: one.
final class ConfigProblems {
  private static final int MOST = 50;

  private final List<String> lines = new ArrayList<>();
  private int count;

  /// Notes a problem; after the first 50 only their number.
  void add(String where, String reason) {
    count++;
    if (count <= MOST) {
      lines.add(where + ": " + reason);
    }
  }

  /// Throws if there is any problem.
  void check() throws ConfigException {
    if (count > MOST) {
      lines.add("and " + (count - MOST) + " more");
    }
    if (count > 0) {
      throw new ConfigException(lines);
    }
  }
}
