package io.trivet.server.config;

/// A draft that has its default and lacks only what it means.
record OptionReadyDraft<T>(OptionDraft<T> draft, T defaultValue) {
  /// The option, with its meaning: one paragraph that says what it does and what more of it costs.
  Option<T> means(String meaning) {
    return new Option<>(draft, defaultValue, meaning, true);
  }

  /// The option as one of Redis that is accepted and kept and does nothing here, with the reason.
  Option<T> hasNoEffect(String reason) {
    return new Option<>(draft, defaultValue, reason, false);
  }
}
