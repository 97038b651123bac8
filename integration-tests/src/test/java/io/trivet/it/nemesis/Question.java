package io.trivet.it.nemesis;

import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/// A request beside the history: to find out about a member, or to direct it.
final class Question {
  private static final int PATIENCE_MS = 1000;

  private Question() {}

  /// Sends a request from the clients' place and returns the text of the reply, which is empty if
  /// there is none within a second.
  static String ask(Ground ground, int member, String... words) throws InterruptedException {
    AtomicReference<String> text = new AtomicReference<>("");
    try {
      ground.asClient(() -> {
        try (Wire wire = Wire.connect(ground.client(member), PATIENCE_MS, PATIENCE_MS)) {
          text.set(wire.call(words).text());
        }
      });
    } catch (IOException e) {
      return "";
    }
    return text.get();
  }
}
