/// What was acknowledged is there after the process was killed: clients write, kill -9, restart,
/// and every acknowledged write is looked up.
///
/// Knows the server only from outside. Threads: one thread a writer; the test thread starts, kills
/// and checks.
@NullMarked
package io.trivet.it.durability;

import org.jspecify.annotations.NullMarked;
