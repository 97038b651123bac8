/// When an answer may leave: the commit watermark, and the gate that holds replies below it.
///
/// Knows sequences and threads, nothing of commands or connections. Main types: [CommitWatermark],
/// [ReplyGate]. Threads: the watermark is moved by whoever made the log advance; a gate belongs to
/// one event loop.
@NullMarked
package io.trivet.server.commit;

import org.jspecify.annotations.NullMarked;
