package io.trivet.storage.value;

import java.util.Collection;

/// Receives byte strings one after another without an object for each.
///
/// The range is valid only during the call, and the array must not be modified. The visitor must
/// not change the value that calls it.
@FunctionalInterface
public interface BytesVisitor {
  /// Receives the byte string `array[from, to)`.
  void visit(byte[] array, int from, int to);

  /// A visitor that copies what it receives into `target`.
  static BytesVisitor into(Collection<? super Bytes> target) {
    return (array, from, to) -> target.add(Bytes.copyOf(array, from, to));
  }
}
