package io.trivet.server.replication;

/// How far a standby is on its way to the primary, for people.
///
/// @param isImage whether an image is under way, not the log
/// @param bytesDone since the connection was made
/// @param bytesLeft as known now
/// @param secondsLeft at the rate of late; -1 if there is none yet
public record CatchUpProgress(boolean isImage, long bytesDone, long bytesLeft, long secondsLeft) {

  /// Before there is a connection.
  static final CatchUpProgress NONE = new CatchUpProgress(false, 0, 0, -1);
}
