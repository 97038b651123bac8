package io.trivet.storage.value;

/// What objects cost on the heap: the layout of a 64-bit JVM with compressed references.
///
/// An estimate by design: the JVM may do better (compact headers), never much worse below 32 GiB.
final class HeapBytes {
  /// One reference in an array or field.
  static final int REFERENCE = 4;

  private static final int OBJECT_HEADER = 12;
  private static final int ARRAY_HEADER = 16;

  private HeapBytes() {}

  /// An object with fields of so many bytes.
  static long object(int fieldBytes) {
    return aligned(OBJECT_HEADER + fieldBytes);
  }

  /// An array with content of so many bytes.
  static long array(long contentBytes) {
    return aligned(ARRAY_HEADER + contentBytes);
  }

  private static long aligned(long bytes) {
    return bytes + 7 & ~7L;
  }
}
