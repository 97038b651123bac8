/// `kv bench`: measures a server, or two in turn, with a load of the user's choice.
///
/// This package reads the command line and says what happens when; the load itself is below in
/// `load` and `workload`, the servers' processes in `process`, and what is printed in `report`.
///
/// Main types: [io.trivet.cli.bench.Bench] is the subcommand, [io.trivet.cli.bench.BenchedServer]
/// one server under load, [io.trivet.cli.bench.Comparison] the order in which two take turns.
///
/// Threads: the main one, which waits while the event loops of `load` work.
@NullMarked
package io.trivet.cli.bench;

import org.jspecify.annotations.NullMarked;
