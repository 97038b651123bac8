package io.trivet.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the values that hold were set, for messages about what does not go together.
///
/// Threads: one.
final class ConfigPlaces {
  private final Map<Option<?>, List<String>> places = new HashMap<>();

  /// Notes that an option was set.
  ///
  /// @param isAgain whether the same source has set it before
  void add(Option<?> option, String where, boolean isAgain) {
    List<String> all = places.computeIfAbsent(option, absent -> new ArrayList<>());
    if (!isAgain) {
      all.clear();
    }
    all.add(where);
  }

  /// Where an option was set last, or its name if nothing set it.
  String last(Option<?> option) {
    List<String> all = places.getOrDefault(option, List.of());
    return all.isEmpty() ? option.name() : all.getLast();
  }

  /// Where the directive stands that gave one of the values of a list.
  String of(Option<?> option, int index) {
    List<String> all = places.getOrDefault(option, List.of());
    return index < all.size() ? all.get(index) : option.name();
  }
}
