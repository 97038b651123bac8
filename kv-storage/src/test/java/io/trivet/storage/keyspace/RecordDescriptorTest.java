package io.trivet.storage.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.memory.Native;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The header of a record.
final class RecordDescriptorTest {

  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void aKindIsReadBackWithAndWithoutAnExpiry(RecordKind kind) {
    for (long expiresAtMs : new long[] {RecordDescriptor.NO_EXPIRY, 1_700_000_000_000L}) {
      long bytes = RecordDescriptor.allocationBytes(3, 5, expiresAtMs != 0);
      long record = Native.allocate(bytes);
      RecordDescriptor.initialize(record, kind, 3, 5, expiresAtMs);
      assertThat(RecordDescriptor.kind(record)).isEqualTo(kind);
      assertThat(RecordDescriptor.isTombstone(record)).isEqualTo(kind == RecordKind.TOMBSTONE);
      assertThat(RecordDescriptor.expiresAtMs(record)).isEqualTo(expiresAtMs);
      Native.free(record, bytes);
    }
  }
}
