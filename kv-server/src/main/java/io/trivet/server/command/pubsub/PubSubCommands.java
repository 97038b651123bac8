package io.trivet.server.command.pubsub;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands of publishing and subscribing, in the order of the documentation.
public final class PubSubCommands {

  private PubSubCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        Subscribe.PSUBSCRIBE,
        Publish.PUBLISH,
        PubSub.SPEC,
        Unsubscribe.PUNSUBSCRIBE,
        Publish.SPUBLISH,
        Subscribe.SSUBSCRIBE,
        Subscribe.SUBSCRIBE,
        Unsubscribe.SUNSUBSCRIBE,
        Unsubscribe.UNSUBSCRIBE);
  }
}
