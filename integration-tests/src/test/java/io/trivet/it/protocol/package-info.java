/// Bytes that no client should send, sent to a node and to redis-server: the same bytes come back,
/// and the connection is in the same state.
///
/// Knows the servers only from outside. Threads: one test thread.
@NullMarked
package io.trivet.it.protocol;

import org.jspecify.annotations.NullMarked;
