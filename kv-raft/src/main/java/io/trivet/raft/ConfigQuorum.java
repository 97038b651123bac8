package io.trivet.raft;

import java.util.function.Consumer;

/// The quorum of one group: the one place where it is decided who is primary and whose copies
/// count.
///
/// Threads: methods may be called from any thread and do not block; callbacks come from one thread,
/// one at a time, and must not block.
public interface ConfigQuorum extends AutoCloseable {

  /// Asks for a change, by compare-and-set on the epoch and version that the proposal expects.
  ///
  /// An implementation may send a proposal more than once: what the first copy changes makes the
  /// others be refused. It answers [Outcome.Unknown] when it cannot tell which of them was refused.
  ///
  /// @param decided called once, after all committed configurations up to the outcome's own were
  ///   shown to the watchers
  void propose(Proposal proposal, Consumer<Outcome> decided);

  /// Shows every configuration that is committed and applied here, in order, but for those before
  /// the newest at the call, which is shown first and may be stale. A member that was left far
  /// behind may go from one to a much later one.
  void watch(Consumer<GroupConfig> watcher);

  /// Asks the quorum what the newest committed configuration is.
  ///
  /// A confirmed answer contains every change that was committed before the call. Therefore a
  /// primary that took a monotonic time before the call, and reads its own unreleased epoch, may
  /// hold its lease from that time on (I22).
  ///
  /// @param answered called once
  void read(Consumer<Reading> answered);

  /// Stops taking part. Proposals without an outcome answer [Outcome.Unknown].
  @Override
  void close();

  /// What a linearizable read found.
  sealed interface Reading {

    /// The newest configuration, confirmed by a majority after the read began.
    record Confirmed(GroupConfig config) implements Reading {}

    /// No majority answered in time.
    record Unconfirmed() implements Reading {}
  }
}
