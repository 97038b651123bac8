package io.trivet.cli.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupFilesTest {
  @TempDir Path folder;

  @Test
  void filesNameTheSameMembersAndEachItsOwnNode() throws IOException {
    int port = freePorts();
    List<GroupMember> members = GroupFiles.write(folder, port);
    assertThat(members).hasSize(3);
    assertThat(members.getFirst().client()).isEqualTo(new ServerAddress("127.0.0.1", port));
    assertThat(members).extracting(GroupMember::kind).containsExactly("data", "data", "voter");
    assertThat(GroupFiles.read(folder)).isEqualTo(members);
    for (int i = 0; i < 3; i++) {
      String id = "n" + (i + 1);
      assertThat(Files.readAllLines(GroupFiles.file(folder, id)))
          .contains("port " + (port + i), "node-id " + id)
          .contains("dir \"" + folder.resolve(id).resolve("data") + "\"")
          .containsAll(members.stream().map(GroupMember::line).toList());
    }
  }

  @Test
  void writtenFilesAreNotWrittenAgain() throws IOException {
    LocalGroup made = LocalGroup.openOrMake(folder, freePorts());
    LocalGroup opened = LocalGroup.openOrMake(folder, 1);
    assertThat(opened.addresses()).isEqualTo(made.addresses());
  }

  @Test
  void portInUseIsToldBeforeAnythingIsWritten() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> GroupFiles.write(folder.resolve("g"), port))
          .hasMessageStartingWith("port " + port + " is in use");
      assertThat(folder.resolve("g")).doesNotExist();
    }
  }

  @Test
  void peerPortsThatWouldBeTooHighAreOthers() throws IOException {
    List<GroupMember> members = GroupFiles.write(folder, 60_000);
    assertThat(members).allSatisfy(member -> assertThat(member.peer().port()).isLessThan(60_000));
  }

  @Test
  void folderWithoutAGroupSaysHowToMakeOne() {
    assertThatThrownBy(() -> LocalGroup.open(folder)).hasMessageContaining("kv group start --dir");
  }

  /// Three free ports in a row, as far as can be known.
  private static int freePorts() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() + 1;
    }
  }
}
