package io.trivet.server.command.pubsub;

import static io.trivet.server.command.Arguments.channel;
import static io.trivet.server.command.Arguments.channelPattern;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyFlag;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.pubsub.ChannelKind;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// UNSUBSCRIBE, PUNSUBSCRIBE and SUNSUBSCRIBE: the client listens no more, to these names or to
/// any.
final class Unsubscribe {
  private static final Repeated CHANNELS = repeated("channel", channel("channel")).optional();
  private static final Repeated PATTERNS =
      repeated("pattern", channelPattern("pattern")).optional();
  private static final Repeated SHARD_CHANNELS = keys("shardchannel", KeyFlag.NOT_KEY).optional();

  static final CommandSpec UNSUBSCRIBE =
      declaration("UNSUBSCRIBE", "2.0.0")
          .summary("Stops listening to channels, to all of them without names.")
          .complexity("O(N) where N is the number of channels")
          .arguments(CHANNELS)
          .handler((Call call, SessionAccess session) ->
              end(call, CHANNELS, ChannelKind.CHANNEL, session));

  static final CommandSpec PUNSUBSCRIBE =
      declaration("PUNSUBSCRIBE", "2.0.0")
          .summary("Stops listening by patterns, by all of them without names.")
          .complexity("O(N) where N is the number of patterns")
          .arguments(PATTERNS)
          .handler((Call call, SessionAccess session) ->
              end(call, PATTERNS, ChannelKind.PATTERN, session));

  static final CommandSpec SUNSUBSCRIBE =
      declaration("SUNSUBSCRIBE", "7.0.0")
          .summary("Stops listening to channels of shards, to all of them without names.")
          .complexity("O(N) where N is the number of channels")
          .arguments(SHARD_CHANNELS)
          .handler((Call call, SessionAccess session) ->
              end(call, SHARD_CHANNELS, ChannelKind.SHARD, session));

  private Unsubscribe() {}

  private static CommandSpec.Builder declaration(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(CommandGroup.PUBSUB)
        .flags(CommandFlag.PUBSUB, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  /// Replies with a note for each name, with the number of subscriptions left; with one note
  /// without a name if there was nothing to end.
  private static Reply end(Call call, Repeated names, ChannelKind kind, SessionAccess session) {
    List<Bytes> ended = call.has(names) ? call.all(names) : session.subscriptions().all(kind);
    List<Reply> notes = new ArrayList<>();
    for (Bytes name : ended) {
      session.subscriptions().end(kind, name);
      notes.add(note(kind, Reply.bulk(name), session));
    }
    if (notes.isEmpty()) {
      notes.add(note(kind, Reply.absent(), session));
    }
    return Reply.several(notes);
  }

  private static Reply note(ChannelKind kind, Reply name, SessionAccess session) {
    return Reply.push(
        Reply.bulk(kind.ended()), name, Reply.integer(session.subscriptions().told(kind)));
  }
}
