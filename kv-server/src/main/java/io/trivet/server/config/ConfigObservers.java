package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;

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

    private RefusedException(Option<?> option, BadValueException refusal) {
      super(null, refusal, false, false);
      this.option = option;
      this.refusal = refusal;
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

  /// Tells all whose option has changed. If one refuses, tells those before it the old values.
  void tell(ConfigValues before, ConfigValues after) throws RefusedException {
    List<Watch<?>> told = new ArrayList<>();
    for (Watch<?> watch : watches) {
      if (before.agrees(after, watch.option())) {
        continue;
      }
      try {
        watch.tell(after);
        told.add(watch);
      } catch (BadValueException refused) {
        takeBack(told, before);
        throw new RefusedException(watch.option(), refused);
      }
    }
  }

  private static void takeBack(List<Watch<?>> told, ConfigValues before) {
    for (Watch<?> watch : told) {
      try {
        watch.tell(before);
      } catch (BadValueException refused) {
        throw new IllegalStateException(
            watch.option() + " cannot go back to its old value: " + refused.reason(), refused);
      }
    }
  }
}
