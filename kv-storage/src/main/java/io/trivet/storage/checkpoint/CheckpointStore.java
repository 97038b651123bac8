package io.trivet.storage.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The port to the sorted store that holds the checkpoint: RocksDB, or a model of it in
/// simulations.
///
/// Contract: a batch is written as a whole and seen at once by reads. Batches become durable in the
/// order in which they were written: after a crash the store holds some prefix of them, at least
/// all of those before the last flush. Keys are ordered as unsigned bytes.
///
/// Threads: one writes and flushes, any may read.
public interface CheckpointStore extends AutoCloseable {

  /// The value of a row, or null if there is none; the caller owns the array.
  byte @Nullable [] get(byte[] key) throws StoreException;

  /// The values of several rows, in their order.
  List<byte @Nullable []> getAll(List<byte[]> keys) throws StoreException;

  /// The rows with keys in `[from, to)` as they are now.
  StoreCursor cursor(byte[] from, byte[] to) throws StoreException;

  /// Writes a batch; it may be used again.
  void write(StoreBatch batch) throws StoreException;

  /// Makes everything written durable.
  void flush() throws StoreException;

  /// Deletes the rows with keys in `[from, to)`, which nobody reads any more. Unlike a batch this
  /// may become durable at once, in part.
  void dropRange(byte[] from, byte[] to) throws StoreException;

  /// Lets the store tidy up in the background from now on. Before, it leaves the processors to the
  /// start.
  void compact() throws StoreException;

  /// Copies everything written so far into a directory that is not there yet, cheaply, since the
  /// two share files where the file system lets them. On return the copy is durable.
  void copyTo(Path directory) throws StoreException;

  /// What the store uses and has to do.
  StoreFigures figures();

  /// Where it lies, for messages.
  String describe();

  @Override
  void close() throws StoreException;
}
