package io.trivet.server.command;

/// Which order the elements of a reply are compared in: a script names it behind a `~`.
enum ReplyOrder {
  /// As they came: no `~`.
  AS_IT_IS(""),
  /// `~`: in the order of their texts, since the command promises none.
  ELEMENTS("~"),
  /// `~pairs`: in the order of the texts of pairs.
  PAIRS("~pairs"),
  /// `~scan`: the elements behind a cursor.
  BEHIND_CURSOR("~scan"),
  /// `~scanpairs`: the pairs behind a cursor.
  PAIRS_BEHIND_CURSOR("~scanpairs"),
  /// `~size`: not at all, only how many there are.
  SIZE("~size");

  private final String mark;

  ReplyOrder(String mark) {
    this.mark = mark;
  }

  static ReplyOrder ofMark(String mark) {
    for (ReplyOrder order : values()) {
      if (order.mark.equals(mark)) {
        return order;
      }
    }
    throw new IllegalArgumentException("no order of replies is named " + mark);
  }

  /// The order inside the element at `index`.
  ReplyOrder inside(int index) {
    if (index != 1) {
      return AS_IT_IS;
    }
    return switch (this) {
      case BEHIND_CURSOR -> ELEMENTS;
      case PAIRS_BEHIND_CURSOR -> PAIRS;
      case AS_IT_IS, ELEMENTS, PAIRS, SIZE -> AS_IT_IS;
    };
  }
}
