package io.trivet.server.config;

/// Learns of the new value of an option.
///
/// Threads: called by the thread that changes the configuration, one at a time. It must be quick,
/// must not block, but for files where [Option#readsFiles], and must not change the configuration
/// itself.
@FunctionalInterface
public interface OptionObserver<T> {
  /// Takes the new value into use.
  ///
  /// @throws BadValueException if it cannot; then the change is taken back, and observers that have
  ///   taken the new value are told the old one
  void changed(T value) throws BadValueException;
}
