package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.redis.ReplyReader;
import org.junit.jupiter.api.Test;

final class SyntaxTest {

  @Test
  void writesTheSyntaxOfACommandOnOneLine() {
    is(SampleCommands.INCRBY, "INCRBY key increment");
    is(SampleCommands.ZADD, "ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member [score member ...]");
    is(SampleCommands.SET, "SET key value [NX|XX] [GET] [EX seconds|PX milliseconds|KEEPTTL]");
    is(SampleCommands.LMPOP, "LMPOP numkeys key [key ...] <LEFT|RIGHT> [COUNT count]");
    is(
        SampleCommands.XREAD,
        "XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]");
    is(
        SampleCommands.XADD,
        "XADD key [NOMKSTREAM] [<MAXLEN|MINID> [=|~] threshold [LIMIT count]] id field value"
            + " [field value ...]");
    is(
        SampleCommands.SORT,
        "SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC|DESC]"
            + " [ALPHA] [STORE destination]");
    is(SampleCommands.EVAL, "EVAL script numkeys [key [key ...]] [arg [arg ...]]");
    is(SampleCommands.OBJECT.subcommands().getFirst(), "OBJECT ENCODING key");
  }

  @Test
  void describesArgumentsAsATree() {
    assertThat(ReplyReader.text(new ArgumentDescription().list(SampleCommands.ZADD.arguments())))
        .isEqualTo(
            "[[name, key, type, key, display_text, key, key_spec_index, 0],"
                + " [name, condition, type, oneof, flags, [optional], arguments,"
                + " [[name, nx, type, pure-token, token, NX],"
                + " [name, xx, type, pure-token, token, XX]]],"
                + " [name, comparison, type, oneof, flags, [optional], arguments,"
                + " [[name, gt, type, pure-token, token, GT],"
                + " [name, lt, type, pure-token, token, LT]]],"
                + " [name, ch, type, pure-token, token, CH, flags, [optional]],"
                + " [name, incr, type, pure-token, token, INCR, flags, [optional]],"
                + " [name, data, type, block, flags, [multiple], arguments,"
                + " [[name, score, type, double, display_text, score],"
                + " [name, member, type, string, display_text, member]]]]");
  }

  private static void is(CommandSpec spec, String syntax) {
    assertThat(Syntax.of(spec)).isEqualTo(syntax);
  }
}
