package io.trivet.storage.value;

/// Builds an expanded collection from its rows.
///
/// ```
/// type     row                              value             Persistent: never change.
/// hash     field                            value
/// set      member                           empty
/// zset     member                           score: 8 bytes, IEEE 754, little-endian
/// list     order key: 8 bytes, big-endian   chunk: as a packed list
/// ```
///
/// The rows of a list must come in ascending order, those of the others in any. The value built has
/// no changed row.
public final class RowsDecoder {
  private final ValueType type;
  private final EntryTable table = new EntryTable();
  private final ChunkDeque chunks = new ChunkDeque();
  private int elements;

  /// A decoder for a collection of this type.
  public RowsDecoder(ValueType type) {
    this.type = type;
  }

  /// Takes the next row. The value of a list's row is taken over, all else is copied.
  ///
  /// @throws CorruptValueException if that is no such row, or comes twice
  public void add(byte[] row, byte[] value) {
    switch (type) {
      case HASH -> addEntry(row, value, value.length);
      case SET -> addEntry(row, value, 0);
      case ZSET -> addScore(row, value);
      case LIST -> addChunk(row, value);
      case STRING -> throw new CorruptValueException("row of a string");
    }
  }

  private byte[] addEntry(byte[] row, byte[] value, int expectedBytes) {
    if (value.length != expectedBytes) {
      throw new CorruptValueException(type + " row with value of " + value.length + " bytes");
    }
    byte[] entry = Entry.create(row, 0, row.length, value, 0, value.length);
    Entry.mark(entry, false, true);
    table.insertNew(entry);
    return entry;
  }

  private void addScore(byte[] row, byte[] value) {
    if (Double.isNaN(Entry.score(addEntry(row, value, Entry.SCORE_BYTES)))) {
      throw new CorruptValueException("score is NaN");
    }
  }

  private void addChunk(byte[] row, byte[] value) {
    if (row.length != Long.BYTES) {
      throw new CorruptValueException("list row of " + row.length + " bytes");
    }
    ListChunk chunk = new ListChunk(PackedBuffer.of(value));
    chunk.verify();
    if (chunk.count() == 0) {
      throw new CorruptValueException("list row without elements");
    }
    chunks.appendStored(Long.reverseBytes(PackedElement.littleEndian(row, 0, Long.BYTES)), chunk);
    elements += chunk.count();
  }

  /// The collection of the rows taken. The decoder is used up.
  ///
  /// @throws IllegalStateException if the type is no collection
  public CollectionValue build() {
    return switch (type) {
      case HASH -> HashValue.ofStoredEntries(table);
      case SET -> SetValue.ofStoredEntries(table);
      case ZSET -> ZSetValue.ofStoredEntries(table);
      case LIST -> ListValue.ofStoredChunks(chunks, elements);
      case STRING -> throw new IllegalStateException("a string has no rows");
    };
  }
}
