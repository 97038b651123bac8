package io.trivet.server.reply;

import io.trivet.storage.value.Bytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command answers, independent of the protocol version.
///
/// Each kind says how RESP2 shows it where RESP2 has no such type. A reply owns nothing: lists and
/// byte strings given to it must not change until it has been written.
public sealed interface Reply {

  /// `+OK`.
  Reply OK = new Simple("OK");

  /// No bytes at all: the command answered by other means, or not yet.
  Reply NONE = new Several(List.of());

  /// A status line. RESP2 and RESP3: `+text`.
  record Simple(String text) implements Reply {}

  /// An error line, error word included. RESP2 and RESP3: `-text`.
  record Failure(String text) implements Reply {}

  /// A signed 64-bit integer. RESP2 and RESP3: `:value`.
  record Int64(long value) implements Reply {}

  /// A byte string. RESP2 and RESP3: `$length`.
  record Bulk(Bytes value) implements Reply {}

  /// A constant text that is sent as a byte string; Latin-1, one byte a character.
  record BulkText(String text) implements Reply {}

  /// Nothing where a value could be. RESP3: `_`; RESP2: `$-1` or, if `array`, `*-1`.
  record Absent(boolean array) implements Reply {}

  /// A double. RESP3: `,value`; RESP2: a byte string of the same digits.
  record Float64(double value) implements Reply {}

  /// A truth value. RESP3: `#t` or `#f`; RESP2: `:1` or `:0`.
  record Truth(boolean value) implements Reply {}

  /// A decimal integer of any size. RESP3: `(digits`; RESP2: a byte string.
  record BigNumber(String digits) implements Reply {}

  /// A text with a three-letter format (`txt`, `mkd`). RESP3: `=length`; RESP2: a byte string.
  record Verbatim(String format, Bytes text) implements Reply {}

  /// Elements, shown as the form says.
  record Aggregate(Form form, List<? extends Reply> elements) implements Reply {}

  /// Byte strings, shown as the form says; a null element is an absent value. The same as an
  /// [Aggregate] of [Bulk]s without an object an element.
  record Bulks(Form form, List<? extends @Nullable Bytes> elements) implements Reply {}

  /// Several replies in a row to one request, as SUBSCRIBE gives them.
  record Several(List<? extends Reply> replies) implements Reply {}

  /// How the elements of an aggregate are shown.
  enum Form {
    /// RESP2 and RESP3: `*count`.
    ARRAY,
    /// RESP3: `~count`; RESP2: an array.
    SET,
    /// Keys and values alternate. RESP3: `%pairs`; RESP2: a flat array.
    MAP,
    /// Keys and values alternate. RESP3: `%pairs`; RESP2: an array of two-element arrays.
    MAP_OR_PAIRS,
    /// Firsts and seconds alternate. RESP3: an array of two-element arrays; RESP2: a flat array.
    PAIRS,
    /// RESP3: `>count`, a message without a question; RESP2: an array.
    PUSH
  }

  /// A status line other than OK.
  static Reply simple(String text) {
    return new Simple(text);
  }

  /// An integer; small ones cost no garbage.
  static Reply integer(long value) {
    return SmallIntegers.of(value);
  }

  /// 1 or 0, the truth value of commands older than RESP3.
  static Reply oneIf(boolean condition) {
    return SmallIntegers.of(condition ? 1 : 0);
  }

  /// A byte string.
  static Reply bulk(Bytes value) {
    return new Bulk(value);
  }

  /// A byte string, or an absent value for null.
  static Reply bulkOrAbsent(@Nullable Bytes value) {
    return value == null ? absent() : new Bulk(value);
  }

  /// A Latin-1 text as a byte string.
  static Reply bulk(String text) {
    return new BulkText(text);
  }

  /// An absent value.
  static Reply absent() {
    return Constants.ABSENT;
  }

  /// An absent array: what commands that would answer an array say for nothing.
  static Reply absentArray() {
    return Constants.ABSENT_ARRAY;
  }

  /// A double.
  static Reply number(double value) {
    return new Float64(value);
  }

  /// A truth value.
  static Reply truth(boolean value) {
    return value ? Constants.TRUE : Constants.FALSE;
  }

  /// A decimal integer of any size.
  static Reply bigNumber(String digits) {
    return new BigNumber(digits);
  }

  /// A plain text that RESP3 clients show as it is (INFO, LATENCY DOCTOR).
  static Reply verbatim(String text) {
    return new Verbatim("txt", Bytes.utf8(text));
  }

  /// An error without completion.
  static Reply error(ErrorText text) {
    return new Failure(text.text());
  }

  /// An error whose text has places for `values`.
  static Reply error(ErrorText text, Object... values) {
    return new Failure(text.with(values));
  }

  /// An error with a text known only at run time, error word included.
  static Reply error(String text) {
    return new Failure(text);
  }

  /// An array.
  static Reply array(List<? extends Reply> elements) {
    return elements.isEmpty() ? emptyArray() : new Aggregate(Form.ARRAY, elements);
  }

  /// An array.
  static Reply array(Reply... elements) {
    return array(Arrays.asList(elements));
  }

  /// An array without elements.
  static Reply emptyArray() {
    return Constants.EMPTY_ARRAY;
  }

  /// A set.
  static Reply set(List<? extends Reply> elements) {
    return new Aggregate(Form.SET, elements);
  }

  /// A map: keys and values alternate in `flat`. RESP2: a flat array.
  static Reply map(List<? extends Reply> flat) {
    return new Aggregate(Form.MAP, flat);
  }

  /// A map: keys and values alternate in `flat`. RESP2: a flat array.
  static Reply map(Reply... flat) {
    return map(Arrays.asList(flat));
  }

  /// A map that RESP2 shows as an array of pairs (XREAD).
  static Reply mapOrPairs(List<? extends Reply> flat) {
    return new Aggregate(Form.MAP_OR_PAIRS, flat);
  }

  /// Pairs that RESP2 shows flat and RESP3 as two-element arrays (ZRANGE WITHSCORES).
  static Reply pairs(List<? extends Reply> flat) {
    return new Aggregate(Form.PAIRS, flat);
  }

  /// A message without a question.
  static Reply push(Reply... elements) {
    return new Aggregate(Form.PUSH, Arrays.asList(elements));
  }

  /// An array of byte strings; null elements are absent values.
  static Reply bulks(List<? extends @Nullable Bytes> elements) {
    return new Bulks(Form.ARRAY, elements);
  }

  /// A set of byte strings.
  static Reply bulkSet(List<Bytes> elements) {
    return new Bulks(Form.SET, elements);
  }

  /// A map of byte strings, keys and values alternating.
  static Reply bulkMap(List<Bytes> flat) {
    return new Bulks(Form.MAP, flat);
  }

  /// Pairs of byte strings, firsts and seconds alternating.
  static Reply bulkPairs(List<Bytes> flat) {
    return new Bulks(Form.PAIRS, flat);
  }

  /// Several replies in a row to one request.
  static Reply several(List<? extends Reply> replies) {
    return new Several(replies);
  }
}
