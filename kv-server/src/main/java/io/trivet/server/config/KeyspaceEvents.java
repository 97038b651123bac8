package io.trivet.server.config;

import org.jspecify.annotations.Nullable;

/// The classes of keyspace events that are published, as the letters of `notify-keyspace-events`:
/// `K` and `E` choose the channels, the others the events.
///
/// @param letters distinct letters in Redis's order, `A` standing for all of `g$lshzxetd`
public record KeyspaceEvents(String letters) {
  private static final String IN_ALL = "g$lshzxetd";
  private static final String OTHERS = "nKEm";

  /// Whether events of a class are published on the key's or the event's channel.
  public boolean publishes(char letter) {
    return letters.indexOf(letter) >= 0
        || (IN_ALL.indexOf(letter) >= 0 && letters.indexOf('A') >= 0);
  }

  /// Whether any event goes anywhere: without `K` or `E` none does.
  public boolean isOff() {
    return letters.indexOf('K') < 0 && letters.indexOf('E') < 0;
  }

  /// The classes that a text of letters in any order names, or null if one is unknown.
  static @Nullable KeyspaceEvents of(String text) {
    String known = "A" + IN_ALL + OTHERS;
    if (!text.chars().allMatch(c -> known.indexOf(c) >= 0)) {
      return null;
    }
    boolean hasAll = text.indexOf('A') >= 0 || IN_ALL.chars().allMatch(c -> text.indexOf(c) >= 0);
    StringBuilder letters = new StringBuilder(hasAll ? "A" : "");
    for (char c : ((hasAll ? "" : IN_ALL) + OTHERS).toCharArray()) {
      if (text.indexOf(c) >= 0) {
        letters.append(c);
      }
    }
    return new KeyspaceEvents(letters.toString());
  }
}
