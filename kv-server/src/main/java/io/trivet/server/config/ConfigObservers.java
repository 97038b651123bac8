package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who wants to know of changed options.
///
/// Threads: guarded by the lock of [Config].
final class ConfigObservers {
  private record Watch<T>(Option<T> option, OptionObserver<T> observer) {
    void tell(ConfigValues values) throws BadValueException {
      observer.changed(values.get(option));
    }
  }

  /// An observer that refused a value.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Option<?> option;
    private final BadValueException refusal;
    private final transient List<Watch<?>> told;

    private RefusedException(Option<?> option, BadValueException refusal, List<Watch<?>> told) {
      super(null, refusal, false, false);
      this.option = option;
      this.refusal = refusal;
      this.told = told;
    }

    Option<?> option() {
      return option;
    }

    String reason() {
      return refusal.reason();
    }
  }

  private final List<Watch<?>> watches = new ArrayList<>();

  <T> void add(Option<T> option, OptionObserver<T> observer) {
    watches.add(new Watch<>(option, observer));
  }

  /// Tells all whose option has changed, or has files read and is among `set`.
  ///
  /// @throws RefusedException if one refuses; those before it are to be told the old values
  void tell(Set<Option<?>> set, ConfigValues before, ConfigValues after) throws RefusedException {
    List<Watch<?>> told = new ArrayList<>();
    for (Watch<?> watch : watches) {
      boolean isRead = watch.option().readsFiles() && set.contains(watch.option());
      if (!isRead && before.agrees(after, watch.option())) {
        continue;
      }
      try {
        watch.tell(after);
        told.add(watch);
      } catch (BadValueException refused) {
        throw new RefusedException(watch.option(), refused, told);
      }
    }
  }

  /// Tells those that had taken a value, before another refused, the old one. The configuration has
  /// the old values again.
  void takeBack(RefusedException refusal, ConfigValues before) {
    for (Watch<?> watch : refusal.told) {
      try {
        watch.tell(before);
      } catch (BadValueException refused) {
        throw new IllegalStateException(
            watch.option() + " cannot go back to its old value: " + refused.reason(), refused);
      }
    }
  }
}
