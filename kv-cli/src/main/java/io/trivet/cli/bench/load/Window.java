package io.trivet.cli.bench.load;

/// Hears when counting begins and ends, on the thread that runs the phase: the moments to read what
/// is to be divided by the operations, such as a server's CPU time.
public interface Window {
  /// Counting is about to begin; the load is already on, except in a phase that counts everything.
  void opened();

  /// Counting has just ended.
  void closed();
}
