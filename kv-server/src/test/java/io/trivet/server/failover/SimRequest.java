package io.trivet.server.failover;

import io.trivet.storage.value.Bytes;
import java.util.List;
import java.util.Set;

/// A request of a simulated client: appends a unique element to a list, or reads a list.
final class SimRequest {
  final Bytes key;
  final long element;

  /// Elements of that key that had been acknowledged when the request left.
  final Set<Long> known;

  private boolean isOver;
  private boolean isRefused;

  /// @param element 0 for a read
  SimRequest(Bytes key, long element, Set<Long> known) {
    this.key = key;
    this.element = element;
    this.known = known;
  }

  boolean isWrite() {
    return element != 0;
  }

  /// Whether the client need not wait any more.
  boolean isOver() {
    return isOver;
  }

  /// Whether it was told that nothing happened.
  boolean isRefused() {
    return isRefused;
  }

  void over() {
    isOver = true;
  }

  void refused() {
    isOver = true;
    isRefused = true;
  }

  /// What it asks for and what came of it.
  ///
  /// @param elements of the list, for a read
  record Answer(SimRequest request, List<Long> elements) {}
}
