package io.trivet.cli.group;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A member of a group, as a `group-member` directive has it.
///
/// @param id the node's name
/// @param isVoter whether it votes and keeps no data
/// @param client where clients reach it
/// @param peer where the other members reach it
public record GroupMember(String id, boolean isVoter, ServerAddress client, ServerAddress peer) {
  static final String DIRECTIVE = "group-member";
  private static final int WORDS = 4;

  /// Reads members from words, four each: id, kind, client address, peer address.
  ///
  /// @throws IOException if they are not that
  static List<GroupMember> parse(List<String> words) throws IOException {
    if (words.size() % WORDS != 0) {
      throw new IOException("not members of a group: " + words);
    }
    List<GroupMember> members = new ArrayList<>();
    for (int at = 0; at < words.size(); at += WORDS) {
      members.add(
          new GroupMember(
              words.get(at),
              words.get(at + 1).equals("voter"),
              ServerAddress.parse(words.get(at + 2)),
              ServerAddress.parse(words.get(at + 3))));
    }
    return members;
  }

  /// The directive.
  String line() {
    return String.join(" ", DIRECTIVE, id, kind(), client.toString(), peer.toString());
  }

  String kind() {
    return isVoter ? "voter" : "data";
  }
}
