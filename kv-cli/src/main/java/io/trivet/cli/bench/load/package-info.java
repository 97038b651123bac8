/// The load generator: connections over Netty that send batches of operations, count the replies
/// and record how long they took.
///
/// It shares the machine's cores with the server it measures, so the way of an operation is short:
/// it is patched into a byte array, a batch leaves with one system call, replies are counted where
/// they lie, and nothing is allocated per operation. It knows nothing of what is reported, or of
/// the server's process.
///
/// Main types: [io.trivet.cli.bench.load.LoadGenerator] owns the threads,
/// [io.trivet.cli.bench.load.ServerLoad] the connections to one server and runs a
/// [io.trivet.cli.bench.load.Phase] over them; [io.trivet.cli.bench.load.PhaseResult] is what comes
/// out.
///
/// Threads: event loops, each with its own connections, buffers and recorder; the calling thread
/// only starts, waits, stops and merges.
@NullMarked
package io.trivet.cli.bench.load;

import org.jspecify.annotations.NullMarked;
