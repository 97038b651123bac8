/// `kv drill`: does to a running group of this machine what could befall it, while clients write,
/// and says what they noticed.
///
/// The proof of the replication is elsewhere (docs/verification.md); this is for an operator who
/// wants to see a failover on the own machine. Main types: [Drill], the command; [DrillWriter], one
/// client; [DrillLedger], what all of them heard; [Fault], what is done to the primary.
///
/// Threads: one for each client, and the main one, which makes the faults.
@NullMarked
package io.trivet.cli.drill;

import org.jspecify.annotations.NullMarked;
