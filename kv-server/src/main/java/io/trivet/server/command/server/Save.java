package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.token;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Answer;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// SAVE, BGSAVE, BGREWRITEAOF and LASTSAVE: a checkpoint at once, instead of at its time.
final class Save {
  private static final Reply STARTED = Reply.simple("Background saving started");
  private static final Reply REWRITE_STARTED =
      Reply.simple("Background append only file rewriting started");
  private static final Reply REWRITE_SCHEDULED =
      Reply.simple("Background append only file rewriting scheduled");

  static final CommandSpec SAVE =
      declaration("SAVE")
          .summary("Makes a checkpoint, and answers when it is on disk.")
          .complexity("O(N) where N is the number of keys changed since the last checkpoint")
          .flags(CommandFlag.NO_MULTI)
          .deferredHandler(Save::save, (call, session) -> Reply.error(ErrorText.NOT_IN_MULTI));

  static final CommandSpec BGSAVE =
      declaration("BGSAVE")
          .summary("Begins a checkpoint.")
          .complexity("O(1)")
          .history("3.2.2", "The option `SCHEDULE`.")
          .arguments(token("SCHEDULE"))
          .handler(Save::begin);

  static final CommandSpec BGREWRITEAOF =
      declaration("BGREWRITEAOF")
          .summary("Begins a checkpoint, behind which the log is cut.")
          .complexity("O(1)")
          .handler(Save::rewrite);

  static final CommandSpec LASTSAVE =
      CommandSpec.named("LASTSAVE")
          .since("1.0.0")
          .group(CommandGroup.SERVER)
          .summary("Tells when the last checkpoint was complete.")
          .complexity("O(1)")
          .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
          .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
          .hints("nondeterministic_output")
          .handler(Save::last);

  private Save() {}

  private static CommandSpec.Builder declaration(String name) {
    return CommandSpec.named(name)
        .since("1.0.0")
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.ADMIN, CommandFlag.NOSCRIPT);
  }

  private static @Nullable Reply save(Call call, SessionAccess session, Answer answer) {
    SaveControl saves = session.server().saves();
    requireIdle(saves);
    var _ = saves.save().whenComplete((_, failure) -> answer.give(outcome(failure)));
    return null;
  }

  /// OK, or an error that tells why the work failed.
  static Reply outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return Reply.OK;
    }
    Throwable cause = failure.getCause();
    return Reply.error(ErrorText.SAVE_FAILED, String.valueOf(cause == null ? failure : cause));
  }

  private static Reply begin(Call call, ServerAccess server) {
    requireIdle(server.saves());
    var _ = server.saves().save();
    return STARTED;
  }

  private static Reply rewrite(Call call, ServerAccess server) {
    boolean isSaving = server.saves().isSaving();
    var _ = server.saves().save();
    return isSaving ? REWRITE_SCHEDULED : REWRITE_STARTED;
  }

  private static Reply last(Call call, ServerAccess server) {
    return Reply.integer(TimeUnit.MILLISECONDS.toSeconds(server.saves().lastSaveMs()));
  }

  private static void requireIdle(SaveControl saves) {
    if (saves.isSaving()) {
      throw new CommandError(ErrorText.BACKGROUND_SAVE_RUNNING);
    }
  }
}
