package io.trivet.cli.bench.report;

/// One round of a comparison, A B B A: what the two halves of each server measured, added up.
public record Round(Measurement a, Measurement b) {}
