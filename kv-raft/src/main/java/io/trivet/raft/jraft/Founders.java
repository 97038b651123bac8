package io.trivet.raft.jraft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// With whom a member formed its group: the attempt of each, as this member knew it. Persistent:
/// never change, never reuse.
///
/// The payload of its `SealedFile` is a line "HOST:PORT ATTEMPT" for each, in UTF-8. A member of a
/// generation above 0 founded nothing and has one line, with its own attempt.
///
/// @param attempts by "HOST:PORT"
record Founders(Map<String, UUID> attempts) {

  /// Of a directory that was made by hand.
  static final Founders NONE = new Founders(Map.of());

  private static final int KIND = 4;

  Founders {
    attempts = Map.copyOf(attempts);
  }

  /// The key of a member.
  static String name(String host, int port) {
    return host + ":" + port;
  }

  /// Whether this attempt of the asker is a founder.
  boolean names(JoinRequest.Ask ask) {
    return ask.attempt().equals(attempts.get(name(ask.host(), ask.port())));
  }

  /// The attempt of a member; one that nobody makes if it is not known.
  UUID attempt(PeerAddress member) {
    return attempts.getOrDefault(name(member.host(), member.port()), new UUID(0, 0));
  }

  /// Reads it.
  ///
  /// @throws CorruptRaftFileException if it is gone or damaged
  static Founders read(Path path) throws IOException {
    String text = StandardCharsets.UTF_8.decode(new SealedFile(path, KIND).read()).toString();
    Map<String, UUID> attempts = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int blankAt = line.indexOf(' ');
      try {
        attempts.put(line.substring(0, blankAt), UUID.fromString(line.substring(blankAt + 1)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new CorruptRaftFileException(path, 0, "no founder: " + line);
      }
    }
    return new Founders(attempts);
  }

  /// Writes it; durable on return.
  void write(Path path) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(attempts)
        .forEach((name, attempt) -> text.append("%s %s\n".formatted(name, attempt)));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    new SealedFile(path, KIND).replace(ByteBuffer.wrap(bytes));
  }
}
