package io.trivet.server.resp;

/// How large requests may be.
///
/// @param wordBytes the longest word, proto-max-bulk-len
/// @param words the most words of a request
/// @param unauthenticatedWordBytes the longest word before authentication
/// @param unauthenticatedWords the most words before authentication
/// @param lineBytes the longest inline request, and the longest line with a number
public record RequestLimits(
    int wordBytes,
    int words,
    int unauthenticatedWordBytes,
    int unauthenticatedWords,
    int lineBytes) {

  private static final int MEBIBYTE = 1024 * 1024;

  /// What Redis allows.
  public static final RequestLimits DEFAULT = withWordBytes(512 * MEBIBYTE);

  /// What Redis allows, with another proto-max-bulk-len.
  public static RequestLimits withWordBytes(int wordBytes) {
    return new RequestLimits(wordBytes, MEBIBYTE, 16 * 1024, 10, 64 * 1024);
  }
}
