package io.trivet.cli.group;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which group is meant: by its folder, or by the address of any member.
final class GroupTarget {
  @Option(names = "--dir", paramLabel = "DIR", description = "Folder of a group of this machine.")
  private @Nullable Path dir;

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST:PORT",
      description = "Any member of a group, in place of --dir.")
  private @Nullable String address;

  GroupView view() throws IOException {
    if (dir != null) {
      return GroupView.of(LocalGroup.open(dir).addresses());
    }
    if (address == null) {
      throw new IOException("which group? give --dir DIR or HOST:PORT of a member");
    }
    try {
      return GroupView.around(ServerAddress.parse(address));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
