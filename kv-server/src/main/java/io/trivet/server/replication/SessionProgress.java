package io.trivet.server.replication;

import io.trivet.raft.Member;

/// How one standby's session stands, for people.
///
/// @param member the standby
/// @param address of the other end
/// @param session its number
/// @param state what is going on
/// @param sentSequence given to the socket
/// @param writtenSequence acknowledged as written; likewise the next two
/// @param lagBytes of the primary's log that the standby has not written
/// @param lagMs since the standby had written all there was; 0 if it has now
/// @param ackAgeMs since the last acknowledgement
public record SessionProgress(
    Member member,
    String address,
    long session,
    State state,
    long sentSequence,
    long writtenSequence,
    long durableSequence,
    long appliedSequence,
    long lagBytes,
    long lagMs,
    long ackAgeMs) {

  /// What a session is about.
  public enum State {
    /// The standby finds out from where it follows.
    JOINING("handshake"),
    /// It gets an image.
    IMAGE("wait_image"),
    /// It gets frames from the disk.
    CATCH_UP("catch_up"),
    /// It gets frames from memory, as they are written.
    ONLINE("online");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /// The word for INFO.
    public String text() {
      return text;
    }
  }
}
