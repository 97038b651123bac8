package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.command.ConversationScript.Leave;
import io.trivet.server.command.ConversationScript.Pass;
import io.trivet.server.command.ConversationScript.Say;
import io.trivet.server.command.ConversationScript.Step;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the conversations under `src/test/resources/conversations` with a node in memory: requests
/// of several clients, from their words to the bytes of all replies.
final class ConversationTest {
  private static final String CLOSED = "<closed>";

  @TestFactory
  Stream<DynamicTest> everyClientHearsWhatRedisWouldSay() throws IOException {
    return ConversationScript.all().stream()
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> run(script)));
  }

  private static void run(ConversationScript script) throws IOException {
    Map<String, NodeClient> clients = new LinkedHashMap<>();
    try (NodeFixture node =
        new NodeFixture(AllCommands.declared(), "--enable-debug-command", "local")) {
      for (Step step : script.steps()) {
        act(step, node, clients);
        for (Map.Entry<String, NodeClient> client : clients.entrySet()) {
          List<String> heard = heard(client.getValue());
          assertThat(step.heard(client.getKey(), false).accepts(heard))
              .describedAs(
                  "%s:%d client %s%nexpected %s%nbut was  %s",
                  script.name(),
                  step.line(),
                  client.getKey(),
                  step.heard(client.getKey(), false),
                  heard)
              .isTrue();
        }
        clients.values().removeIf(NodeClient::isClosed);
      }
    }
  }

  private static void act(Step step, NodeFixture node, Map<String, NodeClient> clients) {
    switch (step.act()) {
      case Say say ->
          clients.computeIfAbsent(say.client(), _ -> node.connect()).send(say.request());
      case Pass pass -> node.pass(pass.ms());
      case Leave leave -> clients.remove(leave.client()).disconnect();
    }
    node.settle();
  }

  private static List<String> heard(NodeClient client) throws IOException {
    String text = client.take();
    boolean isClosed = text.endsWith(CLOSED);
    String bytes = isClosed ? text.substring(0, text.length() - CLOSED.length()) : text;
    List<String> heard = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
    WireNotation replies = new WireNotation(in);
    while (in.available() > 0) {
      heard.add(replies.next());
    }
    if (isClosed) {
      heard.add("closed");
    }
    return heard;
  }
}
