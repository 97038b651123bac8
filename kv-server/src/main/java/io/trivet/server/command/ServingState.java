package io.trivet.server.command;

import io.trivet.server.config.NodeAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a node may answer, by its role in the group at this moment. Commands that touch no keys are
/// always answered.
///
/// Threads: any; immutable.
public sealed interface ServingState {
  /// Reads and writes: a single node, or the primary that holds its lease and has copies enough.
  ServingState SERVING = new Serving();

  /// Everything is served. There is one, [#SERVING].
  record Serving() implements ServingState {}

  /// The primary has fewer copies in sync than `min-in-sync`: reads only.
  record TooFewCopies() implements ServingState {}

  /// A standby.
  ///
  /// @param primary where clients reach the primary that serves now; null if there is none
  /// @param stalenessMs how old the answers of this node may be, asked at each read
  record Standby(@Nullable NodeAddress primary, LongSupplier stalenessMs) implements ServingState {}

  /// The voter, which has no keys.
  ///
  /// @param primary where clients reach the primary that serves now; null if there is none
  record Voter(@Nullable NodeAddress primary) implements ServingState {}

  /// A node with data that must not answer from them: it does not know its role yet, is appointed
  /// and does not serve yet, or has lost its lease.
  record Unsettled() implements ServingState {}
}
