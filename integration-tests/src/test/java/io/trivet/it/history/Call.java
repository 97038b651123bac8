package io.trivet.it.history;

/// One request: what, on which key, with which value.
///
/// @param key begins with the name of its [Workload] and a colon; no blanks
/// @param value what is written, or [#NONE]; no blanks
public record Call(Verb verb, String key, String value) {
  /// The value of a request that writes none.
  public static final String NONE = "-";

  /// A request without a value.
  public static Call of(Verb verb, String key) {
    return new Call(verb, key, NONE);
  }

  @Override
  public String toString() {
    return verb.word() + " " + key + " " + value;
  }
}
