package io.trivet.server.config;

import java.util.List;

/// How the values of an option are read and written.
///
/// A directive is a name and some words; the words are the value. CONFIG SET brings the value as
/// one text, which [#split] makes into words.
///
/// Threads: any; kinds have no state.
interface ValueKind<T> {
  /// Reads a value.
  ///
  /// @param current the value so far, for kinds whose directive changes a part of it
  T parse(List<String> words, T current) throws BadValueException;

  /// Reads a value that the same file, or the same command line, has set before. Most directives
  /// replace what was there.
  default T parseAgain(List<String> words, T current) throws BadValueException {
    return parse(words, current);
  }

  /// The words of a value that came as one text.
  default List<String> split(String text) {
    return List.of(text);
  }

  /// The value as CONFIG GET answers it.
  String show(T value);

  /// The value as directives: one list of words for each line.
  default List<List<String>> lines(T value) {
    return List.of(List.of(show(value)));
  }

  /// What values there are, for the reference.
  String describe();

  /// The word of a directive that takes exactly one.
  static String only(List<String> words) throws BadValueException {
    if (words.size() != 1) {
      throw new BadValueException("wrong number of arguments");
    }
    return words.getFirst();
  }
}
