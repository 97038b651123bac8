package io.trivet.server.config;

import java.util.Collection;

/// Finds the name that was probably meant by a mistyped one.
final class NearestName {
  private static final int MOST_EDITS = 2;
  private static final int LONGEST = 64;

  private NearestName() {}

  /// A hint such as `, did you mean port?`, or nothing if no name is near.
  static String hint(String name, Collection<String> names) {
    String best = "";
    int fewest = MOST_EDITS + 1;
    for (String candidate : names) {
      int edits = name.length() > LONGEST ? fewest : edits(name, candidate);
      if (edits < fewest && edits < candidate.length()) {
        fewest = edits;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : ", did you mean " + best + "?";
  }

  /// The letters to insert, remove or replace to come from one text to another.
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
