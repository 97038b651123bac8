package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;

/// The rows of one value as a store would keep them: only what changed is written.
final class StoredRows {
  private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();

  /// Writes what changed, and checks that nothing else did.
  void store(CollectionValue value) {
    int[] shown = {0};
    value.changedRows((row, content) -> {
      shown[0]++;
      if (content == null) {
        assertThat(rows.remove(Bytes.of(row))).as("a deleted row was stored").isNotNull();
      } else {
        rows.put(Bytes.of(row), content.clone());
      }
    });
    assertThat(value.changedRowCount()).isEqualTo(shown[0]);
    value.markRowsStored();
    assertThat(value.changedRowCount()).isZero();
    TreeMap<Bytes, Bytes> all = new TreeMap<>();
    value.allRows((row, content) -> all.put(Bytes.of(row), Bytes.of(content.clone())));
    assertThat(all.keySet()).isEqualTo(rows.keySet());
    rows.forEach((row, content) -> assertThat(all.get(row)).isEqualTo(Bytes.of(content)));
  }

  /// Forgets all rows.
  void clear() {
    rows.clear();
  }

  /// The number of rows.
  int size() {
    return rows.size();
  }

  /// The value that the rows hold.
  CollectionValue read(ValueType type) {
    RowsDecoder decoder = new RowsDecoder(type);
    rows.forEach((row, content) -> decoder.add(row.array(), content.clone()));
    return decoder.build();
  }
}
