/// What a server's process costs this machine: processor time and resident memory, as Linux counts
/// them in /proc.
///
/// It knows processes only, and nothing of load or reports.
///
/// Main types: [io.trivet.cli.bench.process.LocalProcess], found by means of
/// [io.trivet.cli.bench.process.ServerFacts].
///
/// Threads: any; everything is immutable.
@NullMarked
package io.trivet.cli.bench.process;

import org.jspecify.annotations.NullMarked;
