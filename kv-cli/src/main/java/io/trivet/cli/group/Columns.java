package io.trivet.cli.group;

import java.util.List;

/// Lines of cells in aligned columns.
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /// All lines, which have equally many cells.
  static String render(List<List<String>> lines) {
    int[] widths = new int[lines.getFirst().size()];
    for (List<String> line : lines) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = line.get(column);
        row.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
