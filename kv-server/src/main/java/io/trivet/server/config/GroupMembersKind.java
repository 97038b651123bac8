package io.trivet.server.config;

import io.trivet.raft.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Four words: id, kind, client address, peer address. Directives of one file add up, one for each
/// member.
record GroupMembersKind() implements ValueKind<List<GroupMember>> {
  private static final int WORDS = 4;

  @Override
  public List<GroupMember> parse(List<String> words, List<GroupMember> current)
      throws BadValueException {
    if (words.size() != WORDS) {
      throw new BadValueException(
          "wrong number of arguments: it takes id, data or voter, client HOST:PORT, peer"
              + " HOST:PORT");
    }
    return List.of(
        new GroupMember(
            id(words.get(0)),
            kind(words.get(1)),
            address(words.get(2), "client"),
            address(words.get(3), "peer")));
  }

  @Override
  public List<GroupMember> parseAgain(List<String> words, List<GroupMember> current)
      throws BadValueException {
    List<GroupMember> all = new ArrayList<>(current);
    all.addAll(parse(words, current));
    return List.copyOf(all);
  }

  @Override
  public List<String> split(String text) {
    return DirectiveText.spaced(text);
  }

  @Override
  public String show(List<GroupMember> value) {
    return lines(value).stream()
        .map(words -> String.join(" ", words))
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<List<String>> lines(List<GroupMember> value) {
    return value.stream()
        .map(member ->
            List.of(
                member.id().text(),
                member.kind().word(),
                member.client().toString(),
                member.peer().toString()))
        .toList();
  }

  @Override
  public String describe() {
    return "id, kind (data, voter), client address, peer address; repeated";
  }

  private static NodeId id(String word) throws BadValueException {
    try {
      return new NodeId(word);
    } catch (IllegalArgumentException illegal) {
      throw new BadValueException(GroupOptions.NOT_AN_ID);
    }
  }

  private static GroupMember.Kind kind(String word) throws BadValueException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "data" -> GroupMember.Kind.DATA;
      case "voter" -> GroupMember.Kind.VOTER;
      default -> throw new BadValueException("the kind is data or voter");
    };
  }

  private static NodeAddress address(String word, String which) throws BadValueException {
    NodeAddress address = NodeAddress.parse(word);
    if (address == null) {
      throw new BadValueException(
          "the " + which + " address is HOST:PORT, under which others reach the member");
    }
    return address;
  }
}
