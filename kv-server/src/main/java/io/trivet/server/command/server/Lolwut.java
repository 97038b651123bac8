package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.int64;

import io.trivet.server.command.Call;
import io.trivet.server.command.CallWords;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.ServerFacts;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// LOLWUT: a stool with three legs, and the versions.
final class Lolwut {
  private static final String STOOL =
      """
         _______________
        (_______________)
           /    |    \\
          /     |     \\
         /      |      \\
      """;

  static final CommandSpec SPEC =
      CommandSpec.named("LOLWUT")
          .since("5.0.0")
          .group(CommandGroup.SERVER)
          .summary("Draws a picture, and tells the versions.")
          .complexity("O(1)")
          .flags(CommandFlag.READONLY, CommandFlag.FAST)
          .arguments(int64("version").after("VERSION").optional())
          .freeWords()
          .handler(Lolwut::execute);

  private Lolwut() {}

  private static Reply execute(Call call, ServerAccess server) {
    CallWords words = call.words();
    if (words.left() >= 2 && words.take("VERSION") && !words.isInt64()) {
      throw new CommandError(ErrorText.NOT_AN_INTEGER);
    }
    return Reply.verbatim(
        STOOL
            + "Trivet "
            + server.facts().version()
            + "\nRedis ver. "
            + ServerFacts.REDIS_VERSION
            + "\n");
  }
}
