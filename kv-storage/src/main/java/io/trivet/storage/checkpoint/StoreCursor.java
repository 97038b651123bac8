package io.trivet.storage.checkpoint;

/// A walk over a range of rows in the order of their keys, as the store was when it began.
///
/// Threads: one.
public interface StoreCursor extends AutoCloseable {

  /// Moves to the next row, at first to the first one.
  ///
  /// @return false at the end
  /// @throws StoreException if a row cannot be read: never an early end (I35)
  boolean next() throws StoreException;

  /// Moves forward to the first row at or above `key`.
  ///
  /// @return false if there is none in the range
  boolean seek(byte[] key) throws StoreException;

  /// The key of the row; the caller owns the array.
  byte[] key();

  /// The value of the row; the caller owns the array.
  byte[] value();

  @Override
  void close();
}
