package io.trivet.storage.checkpoint;

/// What a start did with an image of another node's data.
public enum ImageOutcome {
  /// There was none, or not all of it.
  NONE,
  /// It has taken the place of the data that was there.
  INSTALLED,
  /// It was damaged, and thrown away; the data that was there is there.
  REFUSED
}
