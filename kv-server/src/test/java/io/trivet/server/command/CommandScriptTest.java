package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.value.EncodingLimits;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the scripts under `src/test/resources/commands`, each twice: with the default limits, at
/// which small collections are packed, and with limits that expand them at once. What a client sees
/// must not depend on it.
final class CommandScriptTest {
  private static final EncodingLimits EXPANDED = new EncodingLimits(0, 0, 1, 0, 0, 0, 0, 0);

  @TestFactory
  Stream<DynamicTest> repliesAreThoseOfRedis() throws IOException {
    return CommandScript.all().stream().flatMap(CommandScriptTest::tests);
  }

  private static Stream<DynamicTest> tests(CommandScript script) {
    return Stream.of("packed", "expanded")
        .filter(script::wants)
        .map(limits ->
            DynamicTest.dynamicTest(script.name() + ", " + limits, () -> run(script, limits)));
  }

  private static void run(CommandScript script, String limits) {
    EncodingLimits used = limits.equals("packed") ? EncodingLimits.defaults() : EXPANDED;
    try (CommandFixture fixture = new CommandFixture(CommandFamilies.all(), used)) {
      for (CommandScript.Step step : script.steps()) {
        switch (step) {
          case CommandScript.Pause pause -> fixture.clock().advanceMs(pause.ms());
          case CommandScript.Selection selection -> fixture.select(selection.database());
          case CommandScript.Exchange exchange -> check(script, exchange, fixture);
        }
      }
    }
  }

  private static void check(
      CommandScript script, CommandScript.Exchange exchange, CommandFixture fixture) {
    String reply =
        ReplyNotation.of(fixture.run(exchange.request()), exchange.protocol(), exchange.order());
    assertThat(exchange.accepts(reply))
        .describedAs(
            "%s:%d %s%nexpected %s%nbut was  %s",
            script.name(), exchange.line(), exchange.text(), exchange.replies(), reply)
        .isTrue();
  }
}
