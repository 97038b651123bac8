package io.trivet.it.nemesis;

import java.util.List;

/// The processes of a run.
///
/// Threads: the test thread.
public interface Target extends AutoCloseable {

  /// As the ledger calls it.
  String name();

  /// In the order of their numbers.
  List<Member> members();

  /// Starts all. Returns at once; the clients will see when it serves.
  void start();

  /// Whether it is a group that is whole again by itself when all faults are over.
  default boolean isGroup() {
    return false;
  }

  @Override
  default void close() {
    members().forEach(Member::close);
  }
}
