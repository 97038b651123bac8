package io.trivet.server.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages and what must be committed before anybody sees them (I21).
final class PublishingTest {
  private static final String MESSAGE = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n";

  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient publisher = node.connect();
  private final NodeClient subscriber = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aMessageWaitsForWhatItsPublisherWroteBefore() {
    subscriber.ask("SUBSCRIBE", "c");
    node.holdLog();
    publisher.send("SET", "k", "v");
    publisher.send("PUBLISH", "c", "hi");
    assertThat(subscriber.take()).isEmpty();
    node.releaseLog();
    assertThat(subscriber.take()).isEqualTo(MESSAGE);
    assertThat(publisher.take()).isEqualTo("+OK\r\n:1\r\n");
  }

  @Test
  void aMessageFromExecWaitsForAllOfIt() {
    subscriber.ask("SUBSCRIBE", "c");
    publisher.ask("MULTI");
    publisher.ask("PUBLISH", "c", "hi");
    publisher.ask("SET", "k", "v");
    node.holdLog();
    publisher.send("EXEC");
    assertThat(subscriber.take()).isEmpty();
    node.releaseLog();
    assertThat(subscriber.take()).isEqualTo(MESSAGE);
  }

  @Test
  void messagesOfOnePublisherKeepTheirOrder() {
    subscriber.ask("SUBSCRIBE", "c");
    StringBuilder expected = new StringBuilder();
    for (int i = 10; i < 60; i++) {
      publisher.send("PUBLISH", "c", Integer.toString(i));
      expected.append(MESSAGE.replace("hi", Integer.toString(i)));
    }
    assertThat(subscriber.take()).isEqualTo(expected.toString());
  }

  @Test
  void nothingComesAfterTheSubscriptionHasEnded() {
    subscriber.ask("SUBSCRIBE", "c");
    subscriber.ask("UNSUBSCRIBE", "c");
    assertThat(publisher.ask("PUBLISH", "c", "hi")).isEqualTo(":0\r\n");
    assertThat(subscriber.take()).isEmpty();
  }

  @Test
  void aChannelThatNobodyListensToIsForgotten() {
    Channels channels = node.access().channels();
    subscriber.ask("SUBSCRIBE", "c");
    subscriber.ask("PSUBSCRIBE", "p*");
    subscriber.ask("SSUBSCRIBE", "s");
    for (ChannelKind kind : ChannelKind.values()) {
      assertThat(channels.count(kind)).isEqualTo(1);
    }
    subscriber.disconnect();
    for (ChannelKind kind : ChannelKind.values()) {
      assertThat(channels.count(kind)).isZero();
      assertThat(channels.names(kind)).isEmpty();
    }
  }
}
