package io.trivet.cli.bench.load;

/// The WAIT that ends every batch: the batch counts as answered when as many standbys have it.
///
/// @param standbys how many must have acknowledged; fewer is an error
/// @param timeoutMs how long the server waits for them
public record Replication(int standbys, int timeoutMs) {
  /// Checks the ranges.
  public Replication {
    if (standbys < 1 || timeoutMs < 1) {
      throw new IllegalArgumentException("WAIT " + standbys + " " + timeoutMs);
    }
  }
}
