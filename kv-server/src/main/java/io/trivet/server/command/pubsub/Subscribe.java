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

/// SUBSCRIBE, PSUBSCRIBE and SSUBSCRIBE: the client listens from now on.
final class Subscribe {
  private static final Repeated CHANNELS = repeated("channel", channel("channel"));
  private static final Repeated PATTERNS = repeated("pattern", channelPattern("pattern"));
  private static final Repeated SHARD_CHANNELS = keys("shardchannel", KeyFlag.NOT_KEY);

  static final CommandSpec SUBSCRIBE =
      declaration("SUBSCRIBE", "2.0.0")
          .summary("Listens to channels.")
          .complexity("O(N) where N is the number of channels")
          .arguments(CHANNELS)
          .handler((Call call, SessionAccess session) ->
              begin(call, CHANNELS, ChannelKind.CHANNEL, session));

  static final CommandSpec PSUBSCRIBE =
      declaration("PSUBSCRIBE", "2.0.0")
          .summary("Listens to all channels whose names match patterns.")
          .complexity("O(N) where N is the number of patterns")
          .arguments(PATTERNS)
          .handler((Call call, SessionAccess session) ->
              begin(call, PATTERNS, ChannelKind.PATTERN, session));

  static final CommandSpec SSUBSCRIBE =
      declaration("SSUBSCRIBE", "7.0.0")
          .summary("Listens to channels of shards.")
          .complexity("O(N) where N is the number of channels")
          .arguments(SHARD_CHANNELS)
          .handler((Call call, SessionAccess session) ->
              begin(call, SHARD_CHANNELS, ChannelKind.SHARD, session));

  private Subscribe() {}

  private static CommandSpec.Builder declaration(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(CommandGroup.PUBSUB)
        .flags(CommandFlag.PUBSUB, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  /// Replies with a note for each name, with the number of subscriptions then.
  private static Reply begin(Call call, Repeated names, ChannelKind kind, SessionAccess session) {
    List<Reply> notes = new ArrayList<>();
    for (Bytes name : call.all(names)) {
      session.subscriptions().begin(kind, name);
      notes.add(
          Reply.push(
              Reply.bulk(kind.began()),
              Reply.bulk(name),
              Reply.integer(session.subscriptions().told(kind))));
    }
    return Reply.several(notes);
  }
}
