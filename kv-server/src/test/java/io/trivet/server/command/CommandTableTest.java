package io.trivet.server.command;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CommandTableTest {
  private static final CommandTable TABLE = CommandTable.of(SampleCommands.all());

  @Test
  void findsEveryCommandInAnyCase() {
    for (CommandSpec spec : TABLE.commands()) {
      assertThat(TABLE.find(Request.of(spec.name()))).isSameAs(spec);
      assertThat(TABLE.find(Request.of(spec.name().toUpperCase(Locale.ROOT)))).isSameAs(spec);
      assertThat(TABLE.byId(spec.id())).isSameAs(spec);
      assertThat(TABLE.find(spec.name())).isSameAs(spec);
    }
  }

  @Test
  void findsNothingThatIsNotThere() {
    for (String name : List.of("", "ge", "gett", "g\u0005t", "GET\0", "x".repeat(1000), "@et")) {
      assertThat(TABLE.find(Request.of(name))).as(name).isNull();
    }
    assertThat(TABLE.find(Request.of(new String[0]))).isNull();
  }

  @Test
  void findsSubcommandsBehindTheirContainer() {
    CommandSpec encoding = TABLE.find(Request.of("object", "ENCODING", "k"));
    assertThat(Objects.requireNonNull(encoding).name()).isEqualTo("object|encoding");
    assertThat(encoding).isSameAs(TABLE.find("OBJECT|encoding"));
    assertThat(TABLE.find(Request.of("object"))).isSameAs(TABLE.find("object"));
    assertThat(TABLE.find(Request.of("object", "nothing"))).isNull();
    assertThat(TABLE.find(Request.of("encoding"))).isNull();
  }

  @Test
  void numbersCommandsWithoutGaps() {
    for (int id = 0; id < TABLE.size(); id++) {
      assertThat(TABLE.byId(id).id()).isEqualTo(id);
    }
    assertThat(SampleCommands.GET.id()).isEqualTo(-1);
  }

  @Test
  void keepsTheHandlerForWordsInPlace() {
    InPlaceHandler handler = new InPlaceHandler() {};
    CommandTable table = CommandTable.of(List.of(SampleCommands.GET.withInPlace(handler)));
    assertThat(Objects.requireNonNull(table.find("get")).inPlaceHandler()).isSameAs(handler);
  }

  @Test
  void refusesTwoCommandsOfOneName() {
    refuses("is declared twice", SampleCommands.GET, SampleCommands.GET);
  }

  @Test
  void refusesACommandWithoutSummary() {
    refuses(
        "has no summary",
        CommandSpec.named("A").since("1").complexity("O(1)").handler(SampleCommands::nothing));
  }

  @Test
  void refusesAWriteThatWritesNoKey() {
    refuses(
        "is a write without a key that it writes",
        named().flags(CommandFlag.WRITE).arguments(key("key", KeyFlag.RO)).handler(nothing()));
    refuses(
        "writes a key and is no write",
        named().arguments(key("key", KeyFlag.RW)).handler(nothing()));
    refuses(
        "is both write and readonly",
        named().flags(CommandFlag.WRITE, CommandFlag.READONLY).handler(nothing()));
  }

  @Test
  void refusesAKeyWithoutStatedAccess() {
    refuses(
        "has a key without exactly one of RO, RW, OW, RM",
        named().arguments(key("key", KeyFlag.ACCESS)).handler(nothing()));
  }

  @Test
  void refusesAnOptionBehindARepetition() {
    refuses(
        "has an optional argument behind the repetition",
        named().arguments(repeated("item", bytes("item")), token("FOO")).handler(nothing()));
    refuses(
        "has no option that could end the repetition",
        named()
            .arguments(repeated("item", bytes("item")).endsAtOption(), bytes("end"))
            .handler(nothing()));
  }

  @Test
  void refusesAWaitThatIsNotMarked() {
    refuses(
        "is not marked as blocking",
        named().blockingHandler((_, _) -> null, _ -> 0, _ -> Reply.absent()));
  }

  @Test
  void refusesAStrangerAmongSubcommands() {
    refuses("is not named as a subcommand", named().subcommands(SampleCommands.GET).container());
    refuses("has neither handler nor subcommands", named().container());
  }

  @Test
  void refusesAnArgumentThatStandsTwice() {
    Int64Arg number = int64("number");
    assertThatThrownBy(() -> named().arguments(number, number).handler(nothing()))
        .hasMessageContaining("stands twice");
  }

  @Test
  void marksKeysBehindOptionsAsMovable() {
    CommandSpec spec =
        named()
            .flags(CommandFlag.READONLY)
            .arguments(token("FOO"), keys("key", KeyFlag.RO))
            .handler(nothing());
    assertThat(spec.has(CommandFlag.MOVABLE_KEYS)).isTrue();
    KeyPositions found = new KeyPositions();
    assertThat(spec.keys(Request.of("t", "foo", "a", "b"), found)).isTrue();
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.word(0)).isEqualTo(2);
    assertThat(found.anyWritten()).isFalse();
  }

  private static CommandSpec.Builder named() {
    return SampleCommands.named("T", CommandGroup.GENERIC, "1.0.0");
  }

  private static KeyspaceHandler nothing() {
    return SampleCommands::nothing;
  }

  private static void refuses(String complaint, CommandSpec... specs) {
    assertThatThrownBy(() -> CommandTable.of(List.of(specs)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
