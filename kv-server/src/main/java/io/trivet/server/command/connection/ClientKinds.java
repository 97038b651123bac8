package io.trivet.server.command.connection;

import io.trivet.server.command.ClientKind;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;
import java.util.Locale;

/// The words for classes of clients.
final class ClientKinds {

  private ClientKinds() {}

  /// The class that a word names.
  ///
  /// @throws CommandError if there is none
  static ClientKind parse(Bytes word) {
    return switch (word.toString().toLowerCase(Locale.ROOT)) {
      case "normal" -> ClientKind.NORMAL;
      case "master" -> ClientKind.MASTER;
      case "replica", "slave" -> ClientKind.REPLICA;
      case "pubsub" -> ClientKind.PUBSUB;
      default -> throw new CommandError(ErrorText.UNKNOWN_CLIENT_TYPE, word);
    };
  }
}
