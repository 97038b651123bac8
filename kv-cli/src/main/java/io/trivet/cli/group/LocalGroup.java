package io.trivet.cli.group;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A group of this machine, all of it in one folder:
///
///     n1.conf n2.conf n3.conf      configuration; n1 and n2 keep data, n3 votes
///     n1/ n2/ n3/                  of each member: kv.log, kv.pid, data/
public final class LocalGroup {
  private final List<LocalMember> members;

  private LocalGroup(Path folder, List<GroupMember> members) {
    this.members = members.stream().map(member -> new LocalMember(folder, member)).toList();
  }

  /// The group of a folder.
  ///
  /// @throws IOException if there is none
  public static LocalGroup open(Path folder) throws IOException {
    Path full = full(folder);
    if (!GroupFiles.exist(full)) {
      throw new IOException(
          "no group in "
              + full
              + ": kv group start --dir "
              + folder
              + " --base-port PORT makes one");
    }
    return new LocalGroup(full, GroupFiles.read(full));
  }

  /// The group of a folder, made if there is none.
  static LocalGroup openOrMake(Path folder, int basePort) throws IOException {
    Path full = full(folder);
    return GroupFiles.exist(full)
        ? open(folder)
        : new LocalGroup(full, GroupFiles.write(full, basePort));
  }

  public List<LocalMember> members() {
    return members;
  }

  /// The member with an id.
  ///
  /// @throws IOException if there is none
  public LocalMember member(String id) throws IOException {
    for (LocalMember member : members) {
      if (member.member().id().equals(id)) {
        return member;
      }
    }
    throw new IOException("the group has no member " + id);
  }

  /// Where all members are.
  public List<GroupMember> addresses() {
    return members.stream().map(LocalMember::member).toList();
  }

  /// Starts the members that do not run.
  ///
  /// @return those that were started
  List<LocalMember> start() throws IOException {
    List<LocalMember> started = new ArrayList<>();
    for (LocalMember member : members) {
      if (member.start()) {
        started.add(member);
      }
    }
    return started;
  }

  /// A path that does not depend on where a command runs, also not through a symbolic link.
  private static Path full(Path folder) {
    return folder.toAbsolutePath().normalize();
  }
}
