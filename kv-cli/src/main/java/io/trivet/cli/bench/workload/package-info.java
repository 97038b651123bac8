/// What the load consists of: which command, which key, which value comes next, written as RESP.
///
/// Everything is a function of a seed: it knows neither time nor sockets, and two runs with one
/// seed and one number of connections send the same operations on each connection. Nothing is
/// allocated per operation.
///
/// Main types: [io.trivet.cli.bench.workload.Workload] describes, and
/// [io.trivet.cli.bench.workload.OperationStream] writes.
///
/// Threads: descriptions are immutable; a stream belongs to one thread.
@NullMarked
package io.trivet.cli.bench.workload;

import org.jspecify.annotations.NullMarked;
