/// What the server counts and measures, and the HTTP port that tells it.
///
/// Three kinds of numbers. [CommandMetrics] counts the commands: each event loop has its own
/// [CommandStats], written without locks or allocation and merged when someone asks; INFO, LATENCY
/// and Prometheus read the same numbers. The rest is declared in [MetricSpecs] and bound in
/// [Metrics] to suppliers by the parts that own the numbers. [Health] says whether the node lives
/// and serves. [HttpEndpoint] answers `/metrics`, `/live` and `/ready`.
///
/// The package knows no command, no keyspace and no option; whoever has a number brings it.
///
/// Threads: stated by each type; the HTTP endpoint has a thread of its own, on which suppliers are
/// read.
@NullMarked
package io.trivet.server.metrics;

import org.jspecify.annotations.NullMarked;
