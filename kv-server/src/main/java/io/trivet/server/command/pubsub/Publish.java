package io.trivet.server.command.pubsub;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.channel;
import static io.trivet.server.command.Arguments.key;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.KeyFlag;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.pubsub.Publication;
import io.trivet.server.reply.Reply;

/// PUBLISH and SPUBLISH: a message to all who listen.
final class Publish {
  private static final BytesArg CHANNEL = channel("channel");
  private static final KeyArg SHARD_CHANNEL = key("shardchannel", KeyFlag.NOT_KEY);
  private static final BytesArg MESSAGE = bytes("message");

  static final CommandSpec PUBLISH =
      declaration("PUBLISH", "2.0.0")
          .summary("Sends a message to a channel.")
          .complexity(
              "O(N+M) where N is the number of clients that listen to the channel and M the number"
                  + " of all patterns that clients listen by")
          .arguments(CHANNEL, MESSAGE)
          .handler(Publish::toChannel);

  static final CommandSpec SPUBLISH =
      declaration("SPUBLISH", "7.0.0")
          .summary("Sends a message to a channel of a shard.")
          .complexity("O(N) where N is the number of clients that listen to the channel")
          .arguments(SHARD_CHANNEL, MESSAGE)
          .handler(Publish::toShard);

  private Publish() {}

  private static CommandSpec.Builder declaration(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(CommandGroup.PUBSUB)
        .flags(
            CommandFlag.PUBSUB,
            CommandFlag.LOADING,
            CommandFlag.STALE,
            CommandFlag.FAST,
            CommandFlag.MAY_REPLICATE);
  }

  /// Replies with the number of messages sent.
  private static Reply toChannel(Call call, SessionAccess session) {
    return send(session.server().channels().publish(call.get(CHANNEL), call.get(MESSAGE)), session);
  }

  private static Reply toShard(Call call, SessionAccess session) {
    return send(
        session.server().channels().publishToShard(call.get(SHARD_CHANNEL), call.get(MESSAGE)),
        session);
  }

  private static Reply send(Publication publication, SessionAccess session) {
    session.publish(publication);
    return Reply.integer(publication.count());
  }
}
