package io.trivet.raft.jraft;

import com.google.protobuf.StringValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a member without votes of its own asks another one: the body of a JOIN message.
///
/// ```
/// ASK GROUP HOST PORT ATTEMPT
/// ADMIT GROUP HOST PORT GENERATION PRIORITY
/// ```
///
/// On the wire: never change, never reuse a word.
sealed interface JoinRequest {

  /// Name of the group.
  String groupId();

  /// Was the group formed, and with me?
  ///
  /// @param attempt of the asker to enter the group ([UnfinishedDirectory])
  record Ask(String groupId, String host, int port, UUID attempt) implements JoinRequest {}

  /// Take me in, in the place of whoever had my address.
  ///
  /// @param member who asks, under a generation that was never used
  record Admit(String groupId, PeerAddress member) implements JoinRequest {}

  /// As it is on the wire.
  default StringValue encode() {
    return StringValue.of(
        switch (this) {
          case Ask ask -> "ASK %s %s %d %s".formatted(ask.groupId, ask.host, ask.port, ask.attempt);
          case Admit(String groupId, PeerAddress it) ->
              "ADMIT %s %s %d %d %d"
                  .formatted(groupId, it.host(), it.port(), it.generation(), it.priority());
        });
  }

  /// Reads what encode() wrote; null if it is something else.
  static @Nullable JoinRequest decode(StringValue body) {
    String[] words = body.getValue().split(" ", -1);
    try {
      if (words.length == 5 && words[0].equals("ASK")) {
        return new Ask(words[1], words[2], Integer.parseInt(words[3]), UUID.fromString(words[4]));
      }
      if (words.length == 6 && words[0].equals("ADMIT")) {
        return new Admit(
            words[1],
            new PeerAddress(
                words[2],
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5])));
      }
      return null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
