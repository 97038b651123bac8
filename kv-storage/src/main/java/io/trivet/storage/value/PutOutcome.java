package io.trivet.storage.value;

/// What setting a member's score did.
public enum PutOutcome {
  /// The member is new.
  ADDED,
  /// The member was there with another score.
  CHANGED,
  /// The member was there with this score.
  SAME
}
