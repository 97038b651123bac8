package io.trivet.storage.value;

/// Receives the fields of a hash with their values, without an object for each.
///
/// The ranges are valid only during the call, and the arrays must not be modified. The visitor must
/// not change the hash that calls it.
@FunctionalInterface
public interface FieldVisitor {
  /// Receives the field `fieldArray[fieldFrom, fieldTo)` with its value `valueArray[valueFrom,
  /// valueTo)`.
  void visit(
      byte[] fieldArray, int fieldFrom, int fieldTo, byte[] valueArray, int valueFrom, int valueTo);
}
