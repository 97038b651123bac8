package io.trivet.server.pubsub;

import io.trivet.storage.value.Bytes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one client listens to.
///
/// Threads: changed and asked by the client's loop; the counts may be read by any.
public final class Subscriptions {
  private final Channels channels;
  private final Subscriber subscriber;
  private final Set<Bytes> byName = new LinkedHashSet<>(0);
  private final Set<Bytes> byPattern = new LinkedHashSet<>(0);
  private final Set<Bytes> byShard = new LinkedHashSet<>(0);
  private volatile int names;
  private volatile int patterns;
  private volatile int shardNames;

  /// No subscriptions of `subscriber` yet.
  public Subscriptions(Channels channels, Subscriber subscriber) {
    this.channels = channels;
    this.subscriber = subscriber;
  }

  /// Listens to a name from now on.
  public void begin(ChannelKind kind, Bytes name) {
    if (set(kind).add(name)) {
      channels.add(kind, name, subscriber);
      count();
    }
  }

  /// Listens to a name no more.
  public void end(ChannelKind kind, Bytes name) {
    if (set(kind).remove(name)) {
      channels.remove(kind, name, subscriber);
      count();
    }
  }

  /// Listens to nothing any more.
  public void endAll() {
    for (ChannelKind kind : ChannelKind.values()) {
      all(kind).forEach(name -> end(kind, name));
    }
  }

  /// Whether a message still has its subscription.
  public boolean covers(Message message) {
    return set(message.kind()).contains(message.name());
  }

  /// The names listened to, in the order in which that began.
  public List<Bytes> all(ChannelKind kind) {
    return List.copyOf(set(kind));
  }

  /// How many names of a kind are listened to.
  public int count(ChannelKind kind) {
    return switch (kind) {
      case CHANNEL -> names;
      case PATTERN -> patterns;
      case SHARD -> shardNames;
    };
  }

  /// The number that the notes of beginning and end tell: channels and patterns together, channels
  /// of shards by themselves.
  public int told(ChannelKind kind) {
    return kind == ChannelKind.SHARD ? shardNames : names + patterns;
  }

  /// Whether anything is listened to.
  public boolean isAny() {
    return names + patterns + shardNames > 0;
  }

  private void count() {
    names = byName.size();
    patterns = byPattern.size();
    shardNames = byShard.size();
  }

  private Set<Bytes> set(ChannelKind kind) {
    return switch (kind) {
      case CHANNEL -> byName;
      case PATTERN -> byPattern;
      case SHARD -> byShard;
    };
  }
}
