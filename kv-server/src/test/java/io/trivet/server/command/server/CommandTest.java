package io.trivet.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.Arguments;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.KeyFlag;
import io.trivet.server.command.KeyspaceHandler;
import io.trivet.server.command.ServerHandler;
import io.trivet.server.node.NodeFixture;
import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import io.trivet.server.redis.ReplyReader;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// COMMAND and its subcommands, over a table of few commands.
final class CommandTest {
  private static final KeyspaceHandler NOTHING = (_, _) -> Reply.OK;

  private static final CommandSpec GET =
      CommandSpec.named("GET")
          .since("1.0.0")
          .group(CommandGroup.STRING)
          .summary("A sample.")
          .complexity("O(1)")
          .flags(CommandFlag.READONLY, CommandFlag.FAST)
          .arguments(Arguments.key("key", KeyFlag.RO, KeyFlag.ACCESS))
          .handler(NOTHING);

  private static final CommandSpec PING =
      CommandSpec.named("PING")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("A sample.")
          .complexity("O(1)")
          .flags(CommandFlag.FAST)
          .deprecated("9.0.0", "nothing")
          .history("2.0.0", "Changed.")
          .arguments(Arguments.bytes("message").optional())
          .handler((ServerHandler) (_, _) -> Reply.OK);

  private static final NodeFixture NODE = new NodeFixture(List.of(GET, PING, Command.SPEC));

  private static final CommandTable TABLE = NODE.access().commands();

  /// Requests whose reply does not depend on how many commands there are.
  private static final List<String> ASKED =
      List.of(
          "COMMAND INFO get",
          "COMMAND INFO GET nope",
          "COMMAND INFO command|info",
          "COMMAND DOCS nope",
          "COMMAND LIST FILTERBY PATTERN GET",
          "COMMAND LIST FILTERBY PATTERN pin?",
          "COMMAND LIST FILTERBY MODULE x",
          "COMMAND LIST FILTERBY ACLCAT nope",
          "COMMAND LIST FILTERBY",
          "COMMAND LIST FILTERBY FOO x",
          "COMMAND LIST FOO",
          "COMMAND LIST FILTERBY PATTERN",
          "COMMAND LIST FILTERBY PATTERN a b",
          "COMMAND COUNT x",
          "COMMAND GETKEYS",
          "COMMAND GETKEYS get a",
          "COMMAND GETKEYS get a b",
          "COMMAND GETKEYS foo a",
          "COMMAND GETKEYS ping x",
          "COMMAND GETKEYSANDFLAGS get a",
          "COMMAND GETKEYSANDFLAGS foo a",
          "COMMAND FOO");

  /// The summaries are ours, so documents are not compared.
  @Test
  void answersAsRedisDoes() throws Exception {
    for (List<String> row : FactTable.read("command", CommandTest::ask)) {
      assertThat(ask(row.get(0))).as(row.get(0)).isEqualTo(row.get(1));
    }
  }

  @Test
  void countsAndListsItsCommands() {
    assertThat(ask("COMMAND COUNT")).isEqualTo("3");
    assertThat(ask("COMMAND LIST")).isEqualTo("[get, ping, command]");
    assertThat(ask("COMMAND LIST FILTERBY ACLCAT string")).isEqualTo("[get]");
    assertThat(ask("COMMAND"))
        .startsWith("[[get, 2, [readonly, fast], 1, 1, 1,")
        .contains("[ping,");
  }

  /// Redis 7.0 wants at least one word behind the command, 7.2 does not.
  @Test
  void looksForKeysInACommandWithoutArguments() {
    assertThat(ask("COMMAND GETKEYS get"))
        .isEqualTo("ERR Invalid number of arguments specified for command");
    assertThat(ask("COMMAND GETKEYS ping")).isEqualTo("ERR The command has no key arguments");
  }

  @Test
  void documentsCommands() {
    assertThat(ask("COMMAND DOCS ping"))
        .isEqualTo(
            "[ping, [summary, A sample., since, 1.0.0, group, connection, complexity, O(1),"
                + " doc_flags, [deprecated], deprecated_since, 9.0.0, replaced_by, nothing,"
                + " history, [[2.0.0, Changed.]], arguments,"
                + " [[name, message, type, string, display_text, message, flags, [optional]]]]]");
    assertThat(ask("COMMAND DOCS"))
        .contains("[get, [summary,")
        .contains("command|getkeys, [summary,");
  }

  @Test
  void helpsWithItsOwnSyntax() {
    assertThat(ask("COMMAND HELP"))
        .startsWith("[COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, COUNT,")
        .contains("GETKEYS command [arg [arg ...]],     Finds the keys in a request.,")
        .contains("HELP,     Shows the subcommands.,");
  }

  private static String ask(String line) {
    Request request = Request.of(line.split(" "));
    CommandSpec spec = TABLE.find(request);
    if (spec == null) {
      return TABLE.unknown(request).text();
    }
    try {
      ServerHandler handler = (ServerHandler) spec.handler();
      return ReplyReader.text(handler.execute(spec.parse(request), NODE.access()));
    } catch (CommandError e) {
      return e.text();
    }
  }

  private static List<List<String>> ask(RedisServer server)
      throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (String line : ASKED) {
        rows.add(List.of(line, redis.ask(line.split(" "))));
      }
    }
    return rows;
  }
}
