package io.trivet.server.pubsub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// A message on its way: who listened when it was published, and what each gets.
///
/// Threads: made and delivered by the publisher's.
public final class Publication {

  private record Delivery(Subscriber subscriber, Message message) {}

  /// Found nobody.
  static final Publication TO_NOBODY = new Publication();

  private final List<Delivery> deliveries = new ArrayList<>(0);

  Publication() {}

  void add(Subscriber subscriber, Message message) {
    deliveries.add(new Delivery(subscriber, message));
  }

  /// How many messages there are: a client that listens by a channel and by a pattern gets two.
  public int count() {
    return deliveries.size();
  }

  /// Hands the messages over: at once to subscribers of `current`, the loop that calls, and to each
  /// other loop in one piece. Never waits.
  ///
  /// @param sequence what has to be committed before anybody may see it
  public void deliver(Executor current, long sequence) {
    Map<Executor, List<Delivery>> others = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      Executor loop = delivery.subscriber().loop();
      if (loop.equals(current)) {
        delivery.subscriber().receive(delivery.message(), sequence);
      } else {
        others.computeIfAbsent(loop, _ -> new ArrayList<>()).add(delivery);
      }
    }
    others.forEach((loop, all) -> loop.execute(() -> handOver(all, sequence)));
  }

  private static void handOver(List<Delivery> deliveries, long sequence) {
    for (Delivery delivery : deliveries) {
      delivery.subscriber().receive(delivery.message(), sequence);
    }
  }
}
