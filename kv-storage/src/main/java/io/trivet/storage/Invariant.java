package io.trivet.storage;

/// Checks that stay on in production: a failed one is a bug, and stops the work that met it.
public final class Invariant {

  private Invariant() {}

  /// Fails with the two values in the message unless `holds`. Costs no garbage while it holds.
  ///
  /// @throws IllegalStateException if it does not hold
  public static void check(boolean holds, String broken, long a, long b) {
    if (!holds) {
      throw new IllegalStateException("invariant broken: " + broken + ": " + a + ", " + b);
    }
  }
}
