package io.trivet.server.command.generic;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// An element that SORT puts in order.
///
/// @param element the element
/// @param weight what it is ordered by when texts are compared; null comes first
/// @param score what it is ordered by when numbers are compared
record SortElement(Bytes element, @Nullable Bytes weight, double score) {

  /// Smaller scores first, elements of one score by their bytes.
  static final Comparator<SortElement> BY_SCORE =
      Comparator.comparingDouble(SortElement::score).thenComparing(SortElement::element);

  /// Smaller texts first, by their bytes.
  static final Comparator<SortElement> BY_WEIGHT =
      Comparator.comparing(
          SortElement::weight, Comparator.nullsFirst(Comparator.<Bytes>naturalOrder()));

  /// An element that is ordered by a text.
  static SortElement byText(Bytes element, @Nullable Bytes weight) {
    return new SortElement(element, weight, 0);
  }

  /// An element that is ordered by a number, which is 0 if there is no text for it.
  ///
  /// @throws CommandError if the text is no number
  static SortElement byNumber(Bytes element, @Nullable Bytes weight) {
    return new SortElement(element, null, weight == null ? 0 : number(weight));
  }

  /// A number as C's `strtod` reads it: a NUL ends the text, blanks may come first, and the empty
  /// text is 0.
  private static double number(Bytes text) {
    int end = 0;
    while (end < text.length() && text.at(end) != 0) {
      end++;
    }
    if (end == 0) {
      return 0;
    }
    int from = 0;
    while (from < end && isBlank(text.at(from))) {
      from++;
    }
    double number = Float64Text.parse(text.array(), from, end - from);
    if (Double.isNaN(number)) {
      throw new CommandError(ErrorText.SORT_NOT_DOUBLE);
    }
    return number + 0.0; // no minus zero, which would not be equal to zero
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || (octet >= '\t' && octet <= '\r');
  }
}
