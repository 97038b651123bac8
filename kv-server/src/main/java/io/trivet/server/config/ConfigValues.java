package io.trivet.server.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of all options at one moment.
///
/// Threads: any; immutable.
final class ConfigValues {
  private final @Nullable Object[] byIndex;

  private ConfigValues(@Nullable Object[] byIndex) {
    this.byIndex = byIndex;
  }

  /// Every option at its default.
  static ConfigValues defaults() {
    List<Option<?>> options = Options.all();
    int last = options.stream().mapToInt(Option::index).max().orElse(-1);
    ConfigValues values = new ConfigValues(new Object[last + 1]);
    options.forEach(option -> values.byIndex[option.index()] = option.defaultValue());
    return values;
  }

  // Only `with` and `defaults` write the array, and they put a T at the index of an Option<T>.
  @SuppressWarnings("unchecked")
  <T> T get(Option<T> option) {
    return (T) Objects.requireNonNull(byIndex[option.index()]);
  }

  /// The same values but for one option.
  <T> ConfigValues with(Option<T> option, T value) {
    @Nullable Object[] changed = byIndex.clone();
    changed[option.index()] = value;
    return new ConfigValues(changed);
  }

  /// Whether an option has the same value here and there.
  <T> boolean agrees(ConfigValues other, Option<T> option) {
    return Objects.equals(get(option), other.get(option));
  }

  /// The values after a directive for an option.
  <T> ConfigValues after(Option<T> option, List<String> words, boolean isAgain)
      throws BadValueException {
    return with(option, option.parse(words, get(option), isAgain));
  }

  /// The value of an option as CONFIG GET answers it.
  <T> String show(Option<T> option) {
    return option.show(get(option));
  }

  /// The value of an option as directives.
  <T> List<List<String>> lines(Option<T> option) {
    return option.kind().lines(get(option));
  }
}
