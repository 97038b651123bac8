/// The data of a shard on one node: memory, log, checkpoint, recovery.
///
/// It knows no socket, no protocol and no consensus: it is handed bytes and gives bytes back.
@NullMarked
package io.trivet.storage;

import org.jspecify.annotations.NullMarked;
