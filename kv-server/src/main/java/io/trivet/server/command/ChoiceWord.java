package io.trivet.server.command;

/// A constant of a choice whose word is not its Java name (`=`, `~`, `NO-EVICT`).
public interface ChoiceWord {
  /// The word that the client writes, in upper case.
  String word();
}
