package io.trivet.storage.value;

import org.jspecify.annotations.Nullable;

/// Receives rows of an expanded collection, the pieces in which a checkpoint stores it.
///
/// Both arrays are valid only during the call and must not be modified.
@FunctionalInterface
public interface RowVisitor {
  /// Receives a row and its value; null means that the row is to be deleted.
  void row(byte[] row, byte @Nullable [] value);
}
