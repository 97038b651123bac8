package io.trivet.server.command.pubsub;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.pattern;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.pubsub.ChannelKind;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// PUBSUB: which channels somebody listens to.
final class PubSub {
  private static final BytesArg PATTERN = pattern("pattern").optional();
  private static final BytesArg SHARD_PATTERN = pattern("pattern").optional();
  private static final Repeated CHANNELS = repeated("channel", bytes("channel")).optional();
  private static final Repeated SHARD_CHANNELS =
      repeated("shardchannel", bytes("shardchannel")).optional();

  private static final CommandSpec CHANNEL_NAMES =
      subcommand("CHANNELS", "2.8.0")
          .summary("Lists the channels that somebody listens to.")
          .complexity("O(N) where N is the number of channels")
          .arguments(PATTERN)
          .surplusError(ErrorText.UNKNOWN_SUBCOMMAND_OR_ARITY)
          .handler((Call call, ServerAccess server) ->
              names(call, PATTERN, ChannelKind.CHANNEL, server));

  private static final CommandSpec NUMPAT =
      subcommand("NUMPAT", "2.8.0")
          .summary("Counts the patterns that somebody listens by.")
          .complexity("O(1)")
          .handler(PubSub::patterns);

  private static final CommandSpec NUMSUB =
      subcommand("NUMSUB", "2.8.0")
          .summary("Counts who listens to channels, patterns left aside.")
          .complexity("O(N) where N is the number of channels asked for")
          .arguments(CHANNELS)
          .handler((Call call, ServerAccess server) ->
              counts(call, CHANNELS, ChannelKind.CHANNEL, server));

  private static final CommandSpec SHARDCHANNELS =
      subcommand("SHARDCHANNELS", "7.0.0")
          .summary("Lists the channels of shards that somebody listens to.")
          .complexity("O(N) where N is the number of channels of shards")
          .arguments(SHARD_PATTERN)
          .surplusError(ErrorText.UNKNOWN_SUBCOMMAND_OR_ARITY)
          .handler((Call call, ServerAccess server) ->
              names(call, SHARD_PATTERN, ChannelKind.SHARD, server));

  private static final CommandSpec SHARDNUMSUB =
      subcommand("SHARDNUMSUB", "7.0.0")
          .summary("Counts who listens to channels of shards.")
          .complexity("O(N) where N is the number of channels asked for")
          .arguments(SHARD_CHANNELS)
          .handler((Call call, ServerAccess server) ->
              counts(call, SHARD_CHANNELS, ChannelKind.SHARD, server));

  static final CommandSpec SPEC =
      CommandSpec.named("PUBSUB")
          .since("2.8.0")
          .group(CommandGroup.PUBSUB)
          .summary("Commands about channels.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              CHANNEL_NAMES,
              Help.of("PUBSUB", "6.2.0", CommandGroup.PUBSUB),
              NUMPAT,
              NUMSUB,
              SHARDCHANNELS,
              SHARDNUMSUB)
          .container();

  private PubSub() {}

  private static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("PUBSUB|" + name)
        .since(since)
        .group(CommandGroup.PUBSUB)
        .flags(CommandFlag.PUBSUB, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static Reply names(Call call, BytesArg pattern, ChannelKind kind, ServerAccess server) {
    Collection<Bytes> names = server.channels().names(kind);
    Bytes wanted = call.find(pattern);
    if (wanted == null) {
      return Reply.bulks(List.copyOf(names));
    }
    GlobPattern glob = GlobPattern.of(wanted);
    return Reply.bulks(names.stream().filter(glob::matches).toList());
  }

  private static Reply patterns(Call call, ServerAccess server) {
    return Reply.integer(server.channels().count(ChannelKind.PATTERN));
  }

  /// Replies with names and counts alternating, the same in both versions of the protocol.
  private static Reply counts(Call call, Repeated names, ChannelKind kind, ServerAccess server) {
    List<Reply> counts = new ArrayList<>();
    for (Bytes name : call.all(names)) {
      counts.add(Reply.bulk(name));
      counts.add(Reply.integer(server.channels().subscribers(kind, name)));
    }
    return Reply.array(counts);
  }
}
