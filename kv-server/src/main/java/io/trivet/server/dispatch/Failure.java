package io.trivet.server.dispatch;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.WrongTypeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What to answer when a handler threw.
final class Failure {

  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  /// The error reply. A bug is logged; the client learns that it was one.
  static Reply reply(RuntimeException e, String command) {
    return switch (e) {
      case CommandError error -> error.reply();
      case WrongTypeException _ -> Reply.error(ErrorText.WRONG_TYPE);
      case UncheckedIOException failed -> coldRead(failed).reply();
      default -> {
        LOG.error("command failed command={}", command, e);
        yield Reply.error("ERR internal error");
      }
    };
  }

  /// What a command answers whose keys cannot be read from disk (I35).
  static CommandError coldRead(IOException e) {
    return coldRead(String.valueOf(e.getMessage()));
  }

  private static CommandError coldRead(UncheckedIOException e) {
    return coldRead(
        e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage()));
  }

  private static CommandError coldRead(String reason) {
    LOG.error("cold read failed reason={}", reason);
    return new CommandError(ErrorText.COLD_READ_FAILED, reason);
  }
}
