package io.trivet.cli.bench.report;

import java.util.ArrayList;
import java.util.List;

/// Lines of cells, aligned: the first column to the left, the others to the right.
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> lines = new ArrayList<>();

  /// Adds a line; all lines must have equally many cells.
  TextTable line(String... cells) {
    lines.add(List.of(cells));
    return this;
  }

  String render() {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String blanks = " ".repeat(widths[column] - line.get(column).length());
        row.append(column == 0 ? "" : GAP);
        row.append(column == 0 ? line.get(column) + blanks : blanks + line.get(column));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
