/// The port to the file system: one directory of files, with positional reads and writes, syncs and
/// atomic renames.
///
/// It knows nothing of what the files hold. Main types: [Disk] and [DiskFile] (the port),
/// [RealDisk] (the operating system). A second implementation, `SimDisk`, lives with the tests: it
/// forgets what was not synced. Threads: any; each file says what may run side by side.
@NullMarked
package io.trivet.storage.disk;

import org.jspecify.annotations.NullMarked;
