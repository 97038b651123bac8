/// Servers as processes of their own: a node as a user runs it, and redis-server to compare with.
///
/// Knows how to start, kill and restart a process on this machine's loopback, and nothing of what
/// the servers answer beyond "ready". Threads: a process is driven by one test thread; what it
/// started is ended with the test's JVM at the latest.
@NullMarked
package io.trivet.it.process;

import org.jspecify.annotations.NullMarked;
