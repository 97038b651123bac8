package io.trivet.storage.frame;

/// What a reader found where a frame should be.
public enum FrameFault {
  /// A whole, valid frame.
  NONE("a whole frame"),
  /// The place ends before a header would.
  END("the end of the file"),
  /// The first byte is that of no frame: zeroes, for one.
  NO_MAGIC("no frame"),
  /// The frame belongs elsewhere in the log.
  OTHER_POSITION("a frame of another position"),
  /// The length is impossible, or more than there is.
  BAD_LENGTH("a frame with an impossible length"),
  /// The bytes are not those that were summed.
  BAD_CRC("a frame with a wrong CRC"),
  /// Whole, but of a format that this version does not know.
  UNKNOWN_FORMAT("a frame of a format that this version does not know"),
  /// Whole, but its epoch contradicts the epoch table or falls behind an earlier frame.
  OTHER_EPOCH("a frame of an epoch that does not belong here");

  private final String text;

  FrameFault(String text) {
    this.text = text;
  }

  /// Words for a message.
  public String text() {
    return text;
  }
}
