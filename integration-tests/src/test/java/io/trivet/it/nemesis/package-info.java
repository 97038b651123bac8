/// Real processes under faults: clients write and read while nodes are killed, paused and cut off,
/// and the history of it is checked.
///
/// Knows the servers only from outside. A run is made of a [Ground] (loopback, or network
/// namespaces that it makes and removes), a [Target] (the processes), [LoggedClient]s, a [Nemesis]
/// and the checkers of `io.trivet.it.history`. Threads: one a client; the test thread drives the
/// rest.
@NullMarked
package io.trivet.it.nemesis;

import org.jspecify.annotations.NullMarked;
