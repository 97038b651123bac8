/// The data types and their encodings: pure structures over heap bytes.
///
/// A value is a string (kept by the keyspace itself) or one of [HashValue], [ListValue], [SetValue]
/// and [ZSetValue]. Small collections are *packed*: one byte array that the keyspace keeps in the
/// entry's record. Larger ones are *expanded*: heap structures that remember which of their rows
/// changed, so that a checkpoint rewrites only those.
///
/// The package knows no keys, no time, no native memory, no log and no protocol. Randomness comes
/// in as a parameter.
///
/// Threads: none of its own. A value is confined to whoever holds the lock of its slot; [Bytes] is
/// immutable and may be shared.
@NullMarked
package io.trivet.storage.value;

import org.jspecify.annotations.NullMarked;
