package io.trivet.cli.group;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kv group status`: a line for each member.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the members of a group: role, epoch, whether in sync, lag, process.",
      "Exit code 1 if no primary serves or a copy is not in sync."
    })
final class GroupStatus implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private GroupTarget target = new GroupTarget();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Printing.out(spec);
    GroupView view = target.view();
    out.print(view.table());
    for (MemberView member : view.members()) {
      if (!member.answers()) {
        out.println(member.member().id() + ": " + member.problem());
      }
    }
    out.flush();
    return view.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
