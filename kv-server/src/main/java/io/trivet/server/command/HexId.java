package io.trivet.server.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Identities of 40 hexadecimal digits, as Redis gives them to servers and to histories of data,
/// derived from our words for these.
public final class HexId {
  private HexId() {}

  /// The identity of a node of a group; it outlives restarts.
  public static String ofNode(String groupId, String nodeId) {
    return of("node " + groupId + " " + nodeId);
  }

  /// The identity of what the primary of an epoch has written.
  public static String ofHistory(String groupId, int epoch) {
    return of("history " + groupId + " " + epoch);
  }

  private static String of(String words) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(words.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
