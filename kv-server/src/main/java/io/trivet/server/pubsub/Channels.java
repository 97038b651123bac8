package io.trivet.server.pubsub;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.storage.value.Bytes;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who listens to which channel: the registry of all subscriptions of a node.
///
/// A subscription that began before a publication did gets the message; one that began meanwhile
/// may. Bounded by the clients and what each subscribes to.
///
/// Threads: any. Invariants: a name that nobody listens to is not kept.
public final class Channels {

  /// Those who listen by one pattern.
  private record Matching(GlobPattern pattern, Set<Subscriber> subscribers) {}

  private final ConcurrentHashMap<Bytes, Set<Subscriber>> channels = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Bytes, Set<Subscriber>> shardChannels = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Bytes, Matching> patterns = new ConcurrentHashMap<>();

  /// Begins a subscription.
  public void add(ChannelKind kind, Bytes name, Subscriber subscriber) {
    if (kind == ChannelKind.PATTERN) {
      patterns.compute(name, (_, now) -> with(now, name, subscriber));
    } else {
      registry(kind).compute(name, (_, now) -> with(now, subscriber));
    }
  }

  /// Ends a subscription.
  public void remove(ChannelKind kind, Bytes name, Subscriber subscriber) {
    if (kind == ChannelKind.PATTERN) {
      patterns.computeIfPresent(
          name, (_, now) -> without(now.subscribers(), subscriber) == null ? null : now);
    } else {
      registry(kind).computeIfPresent(name, (_, now) -> without(now, subscriber));
    }
  }

  /// Finds who listens to a channel now, by its name or by a pattern, and makes their messages.
  public Publication publish(Bytes channel, Bytes payload) {
    Set<Subscriber> subscribers = channels.get(channel);
    if (subscribers == null && patterns.isEmpty()) {
      return Publication.TO_NOBODY;
    }
    Publication publication = new Publication();
    if (subscribers != null) {
      address(publication, subscribers, ChannelKind.CHANNEL, channel, payload);
    }
    patterns.forEach((name, matching) -> {
      if (matching.pattern().matches(channel)) {
        Message message = Message.ofPattern(name, channel, payload);
        matching.subscribers().forEach(each -> publication.add(each, message));
      }
    });
    return publication;
  }

  /// Finds who listens to a channel of a shard now, and makes their messages.
  public Publication publishToShard(Bytes channel, Bytes payload) {
    Set<Subscriber> subscribers = shardChannels.get(channel);
    if (subscribers == null) {
      return Publication.TO_NOBODY;
    }
    Publication publication = new Publication();
    address(publication, subscribers, ChannelKind.SHARD, channel, payload);
    return publication;
  }

  /// The names that somebody listens to, in no order; patterns in the case of
  /// [ChannelKind#PATTERN].
  public Collection<Bytes> names(ChannelKind kind) {
    return kind == ChannelKind.PATTERN ? patterns.keySet() : registry(kind).keySet();
  }

  /// How many listen to a name.
  public int subscribers(ChannelKind kind, Bytes name) {
    Set<Subscriber> found = registry(kind).get(name);
    return found == null ? 0 : found.size();
  }

  /// How many names somebody listens to.
  public int count(ChannelKind kind) {
    return kind == ChannelKind.PATTERN ? patterns.size() : registry(kind).size();
  }

  private ConcurrentHashMap<Bytes, Set<Subscriber>> registry(ChannelKind kind) {
    return kind == ChannelKind.SHARD ? shardChannels : channels;
  }

  private static void address(
      Publication publication,
      Set<Subscriber> subscribers,
      ChannelKind kind,
      Bytes channel,
      Bytes payload) {
    Message message = Message.ofChannel(kind, channel, payload);
    subscribers.forEach(each -> publication.add(each, message));
  }

  private static Matching with(@Nullable Matching now, Bytes name, Subscriber subscriber) {
    Set<Subscriber> all = with(now == null ? null : now.subscribers(), subscriber);
    return now == null ? new Matching(GlobPattern.of(name), all) : now;
  }

  private static Set<Subscriber> with(@Nullable Set<Subscriber> now, Subscriber subscriber) {
    Set<Subscriber> all = now == null ? ConcurrentHashMap.newKeySet(1) : now;
    all.add(subscriber);
    return all;
  }

  private static @Nullable Set<Subscriber> without(Set<Subscriber> now, Subscriber subscriber) {
    now.remove(subscriber);
    return now.isEmpty() ? null : now;
  }
}
