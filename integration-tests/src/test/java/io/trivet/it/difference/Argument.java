package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;
import java.util.ArrayList;
import java.util.List;

/// One argument of a command as COMMAND DOCS tells it.
///
/// @param type `key`, `integer`, `oneof` and so on
/// @param token the word before it, or empty
/// @param arguments those of a block, or the alternatives of a oneof
record Argument(
    String name,
    String type,
    String token,
    boolean isOptional,
    boolean isMultiple,
    boolean hasTokenEachTime,
    List<Argument> arguments) {

  /// Reads the list under `arguments`.
  static List<Argument> list(WireReply reply) {
    List<Argument> arguments = new ArrayList<>();
    for (WireReply each : reply.children()) {
      arguments.add(one(each));
    }
    return List.copyOf(arguments);
  }

  private static Argument one(WireReply reply) {
    String flags = Documentation.value(reply, "flags").toString();
    return new Argument(
        Documentation.value(reply, "name").text(),
        Documentation.value(reply, "type").text(),
        Documentation.value(reply, "token").text(),
        flags.contains("optional"),
        flags.contains("multiple"),
        flags.contains("multiple_token"),
        list(Documentation.value(reply, "arguments")));
  }
}
