/// What was measured, and how it is told: as text for people, as CSV for tables, as JSON for
/// programs.
///
/// It computes and prints, and neither measures nor knows how that was done.
///
/// Main types: [io.trivet.cli.bench.report.Measurement] of one server,
/// [io.trivet.cli.bench.report.Ratio] between two, [io.trivet.cli.bench.report.Report] of a whole
/// run.
///
/// Threads: any; everything is immutable.
@NullMarked
package io.trivet.cli.bench.report;

import org.jspecify.annotations.NullMarked;
