package io.trivet.it.wire;

import java.util.List;

/// A reply with its type bytes, as the server sent it.
///
/// Two replies are equal if their bytes were.
public sealed interface WireReply {

  /// The text of a leaf that has none: `$-1`, `*-1`. No server sends it, for it is not one byte a
  /// char.
  String NONE = "\uFFFFnone";

  /// Longer values are not written out.
  int LONGEST_SHOWN = 1 << 16;

  /// The byte with which it began.
  char type();

  /// One value: number, status, error, text.
  record Leaf(char type, String text) implements WireReply {
    @Override
    public String toString() {
      return switch (type) {
        case '$' -> text.equals(NONE) ? "nil" : bulk();
        case '*' -> "nil*";
        default -> type + Quoted.escaped(text);
      };
    }

    /// A long one by its length and hash: SETBIT makes strings of 512 MB.
    private String bulk() {
      return text.length() > LONGEST_SHOWN
          ? "(%d bytes with hash %08x)".formatted(text.length(), text.hashCode())
          : Quoted.of(text);
    }
  }

  /// Several values; those of a map are key, value, key, value.
  record Aggregate(char type, List<WireReply> elements) implements WireReply {

    /// Copies the list.
    public Aggregate {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return (type == '*' ? "" : type) + elements.toString();
    }
  }

  /// Whether it is an error.
  default boolean isError() {
    return type() == '-' || type() == '!';
  }

  /// Whether it says that there is nothing.
  default boolean isNil() {
    return this instanceof Leaf leaf && (leaf.type == '_' || leaf.text.equals(NONE));
  }

  /// The text of a leaf, the printed form of anything else.
  default String text() {
    return this instanceof Leaf leaf ? leaf.text : toString();
  }

  /// The elements of an aggregate; none of a leaf.
  default List<WireReply> children() {
    return this instanceof Aggregate aggregate ? aggregate.elements : List.of();
  }
}
