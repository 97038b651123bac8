package io.trivet.cli.bench.report;

/// How a report is told.
public enum Format {
  /// For people.
  TEXT,
  /// For tables: a line of names, then a line for each command, or for each ratio.
  CSV,
  /// For programs: one object with everything that was measured.
  JSON;

  /// The whole report in this format, with the line feed at its end.
  public String render(Report report) {
    return switch (this) {
      case TEXT -> TextForm.render(report);
      case CSV -> CsvForm.render(report);
      case JSON -> JsonForm.render(report);
    };
  }
}
