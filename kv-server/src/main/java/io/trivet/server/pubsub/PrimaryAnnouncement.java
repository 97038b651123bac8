package io.trivet.server.pubsub;

import io.trivet.server.config.NodeAddress;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// Tells the clients of this node who listen for it that the group has another primary, in the
/// words of Redis Sentinel: on the channel `+switch-master` the message
///
///     GROUP OLDHOST OLDPORT NEWHOST NEWPORT
///
/// Threads: any, one at a time, so that messages come in the order of the epochs.
public final class PrimaryAnnouncement {
  private static final Bytes CHANNEL = Bytes.utf8("+switch-master");

  private final Channels channels;
  private final String groupId;

  /// Announcements of one group.
  public PrimaryAnnouncement(Channels channels, String groupId) {
    this.channels = channels;
    this.groupId = groupId;
  }

  /// The primary changed. A first primary, and one that follows itself, is no news to clients.
  ///
  /// @param before where clients reached the primary before; null if there was none
  /// @param after where they reach the new one
  public void changed(@Nullable NodeAddress before, NodeAddress after) {
    if (before == null || before.equals(after)) {
      return;
    }
    String text =
        "%s %s %d %s %d"
            .formatted(groupId, before.host(), before.port(), after.host(), after.port());
    channels.publish(CHANNEL, Bytes.utf8(text)).deliver(Runnable::run, 0);
  }
}
