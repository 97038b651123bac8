/// A node's part in a replication group: it brings together the agent that decides, the link that
/// carries the log, and the storage that keeps it.
///
/// runs on another one.
@NullMarked
package io.trivet.server.failover;

import org.jspecify.annotations.NullMarked;
