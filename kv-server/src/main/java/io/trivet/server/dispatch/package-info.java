/// From a request to a reply: look-up, checks, locks, handler, commit.
///
/// A [Dispatcher] belongs to one event loop and does everything there that needs no waiting; what
/// has to wait (a key on disk, a walk over all keys, a blocking command) is handed on, and the
/// connection is told to wait. Knows sessions, not sockets.
@NullMarked
package io.trivet.server.dispatch;

import org.jspecify.annotations.NullMarked;
