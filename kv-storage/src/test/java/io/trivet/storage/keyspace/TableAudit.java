package io.trivet.storage.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/// Counts the entries of a keyspace and compares with what its tables and spaces say of themselves.
public final class TableAudit {

  private final Keyspace keyspace;
  private final Map<Integer, long[]> spaces = new HashMap<>();

  private TableAudit(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// Fails unless every counter is right. Threads: nobody else touches the keyspace.
  public static void check(Keyspace keyspace) {
    TableAudit audit = new TableAudit(keyspace);
    long heapBytes = 0;
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      for (SlotTable table : keyspace.tables(slot)) {
        audit.check(table);
        heapBytes += table.expanded().heapBytes();
      }
    }
    assertThat(keyspace.heapBytes()).as("heap bytes").isEqualTo(heapBytes);
    audit.checkDatabases();
  }

  private void check(SlotTable table) {
    int used = 0;
    int dirty = 0;
    int tombstones = 0;
    int expiring = 0;
    long resident = 0;
    long live = 0;
    for (int cell = 0; cell < table.cellCount(); cell++) {
      long record = table.record(cell);
      if (record == 0) {
        continue;
      }
      used++;
      dirty += table.isDirty(cell) ? 1 : 0;
      boolean isLive = !RecordDescriptor.isTombstone(record);
      live += isLive ? 1 : 0;
      tombstones += isLive ? 0 : 1;
      expiring += RecordDescriptor.expires(record) ? 1 : 0;
      resident += RecordDescriptor.isFlagged(record, RecordDescriptor.STORED) ? 1 : 0;
    }
    String where = "space %d, slot %d: ".formatted(table.space().id(), table.slot());
    assertThat(table.used()).as(where + "used").isEqualTo(used);
    assertThat(table.dirty()).as(where + "dirty").isEqualTo(dirty);
    assertThat(table.tombstones()).as(where + "tombstones").isEqualTo(tombstones);
    assertThat(table.expiringKeys()).as(where + "expiring").isEqualTo(expiring);
    assertThat(table.isComplete())
        .as(where + "complete")
        .isEqualTo(table.storedKeys() == 0 || resident == table.storedKeys());
    assertThat(table.liveKeys()).as(where + "live").isEqualTo(live + table.storedKeys() - resident);
    long[] sums = spaces.computeIfAbsent(table.space().id(), id -> new long[2]);
    sums[0] += table.liveKeys();
    sums[1] += expiring;
  }

  private void checkDatabases() {
    for (int database = 0; database < keyspace.databaseCount(); database++) {
      int space = keyspace.databases().space(database).id();
      long[] sums = spaces.getOrDefault(space, new long[2]);
      assertThat(keyspace.size(database)).as("size of db %d", database).isEqualTo(sums[0]);
      assertThat(keyspace.expiringKeys(database))
          .as("expiring keys of db %d", database)
          .isEqualTo(sums[1]);
    }
  }
}
