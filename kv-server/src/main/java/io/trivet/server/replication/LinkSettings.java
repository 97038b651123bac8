package io.trivet.server.replication;

/// The times and bounds of the link, the same on both ends unless a field says otherwise.
///
/// @param groupId of the replication group; 1 to 64 ASCII characters
/// @param beatMs after which an end that had nothing else to say says that it is there
/// @param silenceMs after which a silent connection is closed
/// @param helloMs within which a new connection must have said who it is, and been answered
/// @param stallMs for which the other end may take nothing of what waits for it
/// @param windowBytes of frames on their way, not acknowledged as written; what a standby holds
/// @param imageBytesPerSecond with which an image is sent to one standby; the primary's
public record LinkSettings(
    String groupId,
    int beatMs,
    int silenceMs,
    int helloMs,
    int stallMs,
    int windowBytes,
    long imageBytesPerSecond) {

  private static final int MAX_WINDOW_BYTES = 1 << 28;

  public LinkSettings {
    require(!groupId.isEmpty() && groupId.length() <= 64, "groupId", groupId.length());
    require(beatMs > 0 && beatMs < silenceMs, "beatMs", beatMs);
    require(helloMs > 0, "helloMs", helloMs);
    require(stallMs > 0, "stallMs", stallMs);
    require(
        windowBytes >= LinkCodec.MAX_FRAMES_BYTES && windowBytes <= MAX_WINDOW_BYTES,
        "windowBytes",
        windowBytes);
    require(
        imageBytesPerSecond >= LinkCodec.MAX_CHUNK_BYTES,
        "imageBytesPerSecond",
        imageBytesPerSecond);
  }

  /// A beat each 100 ms, 2 s of silence, 1 s for the greeting, 2 s of stall, a window of 8 MiB, 64
  /// MiB of image a second.
  public static LinkSettings of(String groupId) {
    return new LinkSettings(groupId, 100, 2_000, 1_000, 2_000, 8 << 20, 64L << 20);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
