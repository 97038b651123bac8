package io.trivet.server.pubsub;

/// What a subscription names.
public enum ChannelKind {
  /// One channel.
  CHANNEL("message", "subscribe", "unsubscribe"),
  /// All channels whose names match a pattern.
  PATTERN("pmessage", "psubscribe", "punsubscribe"),
  /// One channel of the shard that its name belongs to.
  SHARD("smessage", "ssubscribe", "sunsubscribe");

  private final String message;
  private final String began;
  private final String ended;

  ChannelKind(String message, String began, String ended) {
    this.message = message;
    this.began = began;
    this.ended = ended;
  }

  /// The first word of a message.
  public String message() {
    return message;
  }

  /// The first word of the note that a subscription has begun.
  public String began() {
    return began;
  }

  /// The first word of the note that a subscription has ended.
  public String ended() {
    return ended;
  }
}
