/// Native memory: allocation, release, accounting, and raw access by address.
///
/// Knows nothing of keys, values or files. Main types: [Native] (access), [CheckedMemory] (the test
/// mode that proves every access). Threads: all methods may be called from any thread; who may
/// touch which address is the business of the caller.
@NullMarked
package io.trivet.storage.memory;

import org.jspecify.annotations.NullMarked;
