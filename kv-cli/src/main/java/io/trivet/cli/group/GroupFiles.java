package io.trivet.cli.group;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The configuration files of a group of this machine, one for each member, `n1.conf` to `n3.conf`
/// in one folder: made once, and from then on the operator's.
final class GroupFiles {
  private static final int MEMBERS = 3;
  private static final String HOST = "127.0.0.1";

  /// How far the peer ports are above the client ports where those are free.
  private static final int PEER_DISTANCE = 10_000;

  private static final int LAST_PORT = 65_535;
  private static final int FIRST_PEER_PORT = 20_000;

  private GroupFiles() {}

  static Path file(Path folder, String id) {
    return folder.resolve(id + ".conf");
  }

  /// Whether the folder has a group.
  static boolean exist(Path folder) {
    return Files.exists(file(folder, id(0)));
  }

  /// The members, from the first one's file.
  ///
  /// @throws IOException if it cannot be read or names none
  static List<GroupMember> read(Path folder) throws IOException {
    List<String> words = new ArrayList<>();
    for (String line : Files.readAllLines(file(folder, id(0)))) {
      List<String> parts = List.of(line.strip().split("\\s+"));
      if (parts.getFirst().equals(GroupMember.DIRECTIVE)) {
        words.addAll(parts.subList(1, parts.size()));
      }
    }
    List<GroupMember> members = GroupMember.parse(words);
    if (members.isEmpty()) {
      throw new IOException("no group-member in " + file(folder, id(0)));
    }
    return members;
  }

  /// Writes the files of a new group.
  ///
  /// @param basePort the first of three client ports
  /// @throws IOException if a port is in use or a file cannot be written
  static List<GroupMember> write(Path folder, int basePort) throws IOException {
    for (int i = 0; i < MEMBERS; i++) {
      if (!isFree(basePort + i)) {
        throw new IOException("port " + (basePort + i) + " is in use: take another --base-port");
      }
    }
    int peerPort = peerPort(basePort);
    List<GroupMember> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(
          new GroupMember(
              id(i),
              i == MEMBERS - 1,
              new ServerAddress(HOST, basePort + i),
              new ServerAddress(HOST, peerPort + i)));
    }
    Files.createDirectories(folder);
    for (GroupMember member : members.reversed()) {
      Files.writeString(file(folder, member.id()), text(folder, member, members));
    }
    return members;
  }

  private static String text(Path folder, GroupMember self, List<GroupMember> members) {
    List<String> lines = new ArrayList<>();
    lines.add("# A member of a group of this machine, made by kv group start.");
    lines.add("port " + self.client().port());
    lines.add("bind " + self.client().host());
    lines.add("dir \"" + folder.resolve(self.id()).resolve("data") + "\"");
    lines.add("node-id " + self.id());
    members.forEach(member -> lines.add(member.line()));
    return String.join("\n", lines) + "\n";
  }

  private static String id(int index) {
    return "n" + (index + 1);
  }

  /// The first of three free ports for the members' own traffic.
  private static int peerPort(int basePort) throws IOException {
    int wanted = basePort + PEER_DISTANCE;
    if (areFree(wanted)) {
      return wanted;
    }
    for (int port = FIRST_PEER_PORT; port < LAST_PORT - MEMBERS; port += MEMBERS) {
      if (areFree(port)) {
        return port;
      }
    }
    throw new IOException("no three free ports in a row for the members' own traffic");
  }

  private static boolean areFree(int first) {
    for (int i = 0; i < MEMBERS; i++) {
      if (!isFree(first + i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    if (port > LAST_PORT) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
