/// A node for tests: real commands, sessions, dispatcher, keyspace and log, on one event loop that
/// the test steps, with clients that are no sockets.
@NullMarked
package io.trivet.server.node;

import org.jspecify.annotations.NullMarked;
