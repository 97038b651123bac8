package io.trivet.cli.bench.process;

/// What a process has used so far.
///
/// @param cpuNs processor time of all its threads, in user and in kernel mode
/// @param residentBytes memory resident now (VmRSS)
public record ProcessUse(long cpuNs, long residentBytes) {}
