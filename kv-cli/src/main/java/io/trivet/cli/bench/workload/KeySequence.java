package io.trivet.cli.bench.workload;

/// The numbers of the keys that a connection asks for, one after the other, without end.
///
/// Threads: one.
@FunctionalInterface
interface KeySequence {
  /// The number of the next key, in `[0, keys)`.
  long next();
}
