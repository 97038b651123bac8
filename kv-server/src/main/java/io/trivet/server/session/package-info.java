/// One client's state, and its replies in the order of its requests.
///
/// Knows buffers and sequences, nothing of sockets: the connection below takes what may leave. Main
/// types: [Session], [Outbox], [Transaction], [BlockedCalls]. Threads: a session belongs to one
/// event loop.
@NullMarked
package io.trivet.server.session;

import org.jspecify.annotations.NullMarked;
