package io.trivet.raft;

/// The name of one server process of the group: 1 to 64 ASCII letters, digits, dots, underscores
/// and hyphens. It is the operator's word for the node and says nothing of its disk
/// ([Incarnation]).
///
/// @param text the name as configured
public record NodeId(String text) implements Comparable<NodeId> {
  static final int MAX_LENGTH = 64;

  public NodeId {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(NodeId::isLegal)) {
      throw new IllegalArgumentException("not a node's name: '" + text + "'");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
