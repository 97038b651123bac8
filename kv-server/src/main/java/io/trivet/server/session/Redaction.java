package io.trivet.server.session;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.config.Option;
import io.trivet.server.config.Options;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.function.IntPredicate;

/// Which words of a request are secrets, so that SLOWLOG and MONITOR do not show them.
final class Redaction {
  private static final Bytes SHOWN = Bytes.utf8("(redacted)");
  private static final byte[] AUTH = {'A', 'U', 'T', 'H'};

  private final Request request;
  private final IntPredicate isSecret;

  /// The secrets of a request of `spec`.
  Redaction(CommandSpec spec, Request request) {
    this.request = request;
    this.isSecret =
        switch (spec.name()) {
          case "auth" -> word -> word > 0;
          case "acl|setuser" -> word -> word > 1;
          case "hello" -> this::isAfterAuth;
          case "config|set" -> this::isSecretValue;
          default -> _ -> false;
        };
  }

  /// A word as it may be shown.
  Bytes word(int word) {
    return isSecret.test(word) ? SHOWN : request.word(word);
  }

  private boolean isAfterAuth(int word) {
    return word > 2
        && (request.isWord(word - 1, AUTH) || (word > 3 && request.isWord(word - 2, AUTH)));
  }

  private boolean isSecretValue(int word) {
    boolean isValue = word > 2 && word % 2 == 1;
    Option<?> option = isValue ? Options.named(request.word(word - 1).toString()) : null;
    return option != null && option.isSecret();
  }
}
