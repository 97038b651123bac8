package io.trivet.storage.value;

/// A hash, list, set or sorted set, packed or expanded.
///
/// A *packed* value is one array of bytes: the keyspace copies it out of the entry's record, wraps
/// it here for the length of a command, and writes [#packed] back after a change. A value that
/// passes its [EncodingLimits] becomes *expanded*: a heap object that stays, and whose state is
/// also a set of rows, of which a checkpoint rewrites those that changed.
///
/// A value starts with no row stored: all its rows are changed when it is expanded. It never goes
/// back to packed, but a list that became small does; its rows are forgotten then, so that a list
/// that is expanded once more starts anew (the keyspace gives it a new generation of rows).
///
/// Reading is total: damaged packed bytes give wrong elements or a [CorruptValueException], nothing
/// else. A value that threw one must not be changed further.
///
/// Threads: confined to the holder of the slot's lock.
public sealed interface CollectionValue permits HashValue, ListValue, SetValue, ZSetValue {

  /// The data type.
  ValueType type();

  /// How it is represented now.
  Encoding encoding();

  /// The number of fields, elements or members.
  int size();

  /// Whether it is one array of bytes now.
  boolean isPacked();

  /// The packed bytes, exactly as long as they are. The array belongs to the value and is valid
  /// until its next change: the caller copies it at once.
  ///
  /// @throws IllegalStateException if the value is expanded
  byte[] packed();

  /// Walks over a packed value that comes from disk, before it is trusted. An expanded value was
  /// checked when it was built.
  ///
  /// @throws CorruptValueException if its elements are not whole, not as many as counted or, where
  ///   there is an order, not in order
  void verify();

  /// Estimate of the heap in use, in O(1).
  long heapBytes();

  /// An independent copy, of which no row is stored.
  CollectionValue copy();

  /// Shows the rows that changed since [#markRowsStored]: first those to delete, then those to
  /// write. A row may come in both. Costs as much as there are changes, plus a hundredth of the
  /// elements. A packed value has no rows.
  void changedRows(RowVisitor visitor);

  /// Shows the first `limit` of the rows that [#changedRows] shows, and notes them as stored. What
  /// changes between two calls is shown by the later one.
  ///
  /// @return true if no changed row is left
  boolean takeChangedRows(int limit, RowVisitor visitor);

  /// Shows all rows with their values.
  void allRows(RowVisitor visitor);

  /// The number of rows that [#changedRows] shows.
  int changedRowCount();

  /// Notes that all rows are now stored as they are.
  void markRowsStored();

  /// False if rows that were stored earlier are not this value's any more: a list that was packed
  /// in between starts anew.
  default boolean hasStoredRows() {
    return true;
  }

  /// Notes that no row is stored any more, because the value now belongs to another key.
  void forgetStoredRows();

  /// An empty packed collection.
  ///
  /// @throws IllegalArgumentException if the type is no collection
  static CollectionValue create(ValueType type) {
    return switch (type) {
      case HASH -> HashValue.create();
      case LIST -> ListValue.create();
      case SET -> SetValue.create();
      case ZSET -> ZSetValue.create();
      case STRING -> throw new IllegalArgumentException("a string is no collection");
    };
  }

  /// A value over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the bytes cannot be such a value; damage that does not show
  ///   at once is thrown when it is met
  static CollectionValue ofPacked(ValueType type, Encoding encoding, byte[] packed) {
    if (encoding != Encoding.LISTPACK && !(type == ValueType.SET && encoding == Encoding.INTSET)) {
      throw new CorruptValueException("packed " + type + " as " + encoding);
    }
    return switch (type) {
      case HASH -> HashValue.ofPacked(packed);
      case LIST -> ListValue.ofPacked(packed);
      case SET -> SetValue.ofPacked(encoding, packed);
      case ZSET -> ZSetValue.ofPacked(packed);
      case STRING -> throw new CorruptValueException("packed string");
    };
  }
}
