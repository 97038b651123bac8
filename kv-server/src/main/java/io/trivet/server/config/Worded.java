package io.trivet.server.config;

import java.util.Locale;

/// One of the words that an option chooses from, as an enum constant.
interface Worded {
  /// The name of the constant.
  String name();

  /// The word in the configuration: the constant's name in lower case, with dashes.
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
