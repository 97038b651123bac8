package io.trivet.server.reply;

import java.util.List;

/// Replies that need be made only once.
final class Constants {
  static final Reply ABSENT = new Reply.Absent(false);
  static final Reply ABSENT_ARRAY = new Reply.Absent(true);
  static final Reply TRUE = new Reply.Truth(true);
  static final Reply FALSE = new Reply.Truth(false);
  static final Reply EMPTY_ARRAY = new Reply.Aggregate(Reply.Form.ARRAY, List.of());

  private Constants() {}
}
