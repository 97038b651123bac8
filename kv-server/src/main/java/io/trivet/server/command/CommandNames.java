package io.trivet.server.command;

import io.trivet.server.bytes.Octets;
import io.trivet.server.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands by the last part of their name, found by a word of a request in any case, without an
/// object.
///
/// Open addressing over at least four places a name; the hash folds the case of ASCII letters by
/// setting one bit, which makes some other bytes collide, so that a hit is compared in full.
final class CommandNames {
  private static final int PLACES_PER_NAME = 4;
  private static final int MIN_PLACES = 4;

  private final byte[][] names;
  private final CommandSpec[] specs;
  private final int mask;
  private final int longest;

  /// @param renames names to go by in place of the declared ones
  CommandNames(List<CommandSpec> commands, Map<String, String> renames) {
    int places =
        Math.max(MIN_PLACES, Integer.highestOneBit(commands.size() * PLACES_PER_NAME) << 1);
    names = new byte[places][];
    specs = new CommandSpec[places];
    mask = places - 1;
    int max = 0;
    for (CommandSpec spec : commands) {
      String last = lastName(spec);
      byte[] name = renames.getOrDefault(last, last).getBytes(StandardCharsets.ISO_8859_1);
      int place = hash(name, 0, name.length) & mask;
      while (names[place] != null) {
        place = (place + 1) & mask;
      }
      names[place] = name;
      specs[place] = spec;
      max = Math.max(max, name.length);
    }
    longest = max;
  }

  /// The part of a full name that stands behind the container's, in lower case.
  static String lastName(CommandSpec spec) {
    return spec.name().substring(spec.name().indexOf('|') + 1);
  }

  /// The command that a word names, or null.
  @Nullable CommandSpec find(Request request, int word) {
    int length = request.length(word);
    if (length == 0 || length > longest) {
      return null;
    }
    byte[] heap = request.heap();
    long at = request.place(word);
    int place = hash(heap, at, length) & mask;
    while (names[place] != null) {
      if (isName(names[place], heap, at, length)) {
        return specs[place];
      }
      place = (place + 1) & mask;
    }
    return null;
  }

  private static boolean isName(byte[] name, byte @Nullable [] heap, long at, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Octets.lower(Octets.at(heap, at + i)) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte @Nullable [] heap, long at, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + (Octets.at(heap, at + i) | 0x20);
    }
    return hash ^ (hash >>> 15);
  }
}
