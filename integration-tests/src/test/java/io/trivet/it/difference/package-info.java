/// Random requests, the same to a node and to a redis-server, and every difference of their replies
/// and of what they leave behind that nobody has reviewed.
///
/// The requests follow the syntax that the node itself tells by COMMAND DOCS, so that a command
/// that is added is tested from then on. What is not compared, and why, stands in [LeftOut] and
/// [Reviewed], one line each.
///
/// Knows the servers only from outside. Threads: one test thread.
@NullMarked
package io.trivet.it.difference;

import org.jspecify.annotations.NullMarked;
