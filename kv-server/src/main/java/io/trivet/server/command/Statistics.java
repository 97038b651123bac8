package io.trivet.server.command;

import io.trivet.server.metrics.CommandMetrics;
import io.trivet.server.metrics.ErrorMetrics;
import io.trivet.server.metrics.StatisticsReset;

/// What is counted of commands and errors, for INFO.
///
/// @param reset forgets it, and all the rest that counts from the last CONFIG RESETSTAT
public record Statistics(CommandMetrics commands, ErrorMetrics errors, StatisticsReset reset) {}
