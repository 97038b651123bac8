package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What stops a start, and that a start which failed leaves nothing behind.
@Timeout(60)
final class ServerStartTest {

  /// The beginnings of the names of a node's threads.
  private static final Set<String> THREADS =
      Set.of("housekeeping", "log-", "worker-", "clients", "checkpoint", "cold-read-", "loop-");

  @TempDir Path folder;

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> THREADS.stream().anyMatch(name::startsWith));
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws IOException {
    int port = RunningServer.freePort();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertFails(
          port, "cannot listen on 127.0.0.1:" + other.getLocalPort(), "change port or bind");
    }
    assertStarts(port);
  }

  @Test
  void aSecondListenerThatFailsClosesTheFirst() throws IOException {
    int port = RunningServer.freePort();
    assertFails(
        port, "cannot listen on 192.0.2.1:", "change port or bind", "bind 127.0.0.1 192.0.2.1");
    assertStarts(port);
  }

  @Test
  void aMetricsPortThatIsTakenStopsTheStart() throws IOException {
    int port = RunningServer.freePort();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket other = new ServerSocket(port + 3_000, 1, loopback)) {
      assertFails(port, ":" + other.getLocalPort(), "change metrics-port or metrics-bind");
    }
    assertStarts(port);
  }

  @Test
  void aFolderThatIsInUseStopsTheStart() throws IOException {
    try (RunningServer first = RunningServer.start(folder)) {
      int port = RunningServer.freePort();
      assertThat(port).isNotEqualTo(first.port());
      assertFails(port, "dir: " + folder.resolve("data"), "");
    }
  }

  @Test
  void aCommandThatCannotBeRenamedStopsTheStart() throws IOException {
    int port = RunningServer.freePort();
    assertFails(port, "rename-command: there is no command gte", "", "rename-command gte x");
    assertFails(
        port, "rename-command: the command name set is taken", "", "rename-command get SET");
  }

  @Test
  void anOptionalAddressThatTheMachineDoesNotHaveIsLeftOut() throws IOException {
    try (RunningServer node =
        RunningServer.start(folder, "bind 127.0.0.1 -192.0.2.1 -no.such.host.invalid")) {
      assertThat(node.server().addresses()).hasSize(1);
    }
    int port = RunningServer.freePort();
    assertFails(port, "bind: this machine has none of the addresses", "", "bind -192.0.2.1");
  }

  @Test
  void allAddressesOfOneFamilyAreOneWord() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "bind * -::*");
        RedisTalk client = node.talk()) {
      assertThat(client.ask("PING")).isEqualTo("PONG");
      assertThat(node.server().addresses().getFirst().getAddress().isAnyLocalAddress()).isTrue();
    }
  }

  @Test
  void aStopByCommandClosesTheConnectionWithoutAWord() throws IOException {
    for (String form :
        Set.of("", "NOSAVE", "SAVE", "NOW", "FORCE", "SAVE NOW FORCE", "nosave now")) {
      String[] words = ("SHUTDOWN " + form).strip().split(" ", -1);
      try (RunningServer node = RunningServer.start(folder);
          RedisTalk client = node.talk()) {
        assertThat(client.ask("SHUTDOWN", "ABORT")).isEqualTo("ERR No shutdown in progress.");
        assertThat(client.ask("SHUTDOWN", "ABORT", "NOW")).isEqualTo("ERR syntax error");
        assertThat(client.ask("SHUTDOWN", "SAVE", "NOSAVE")).isEqualTo("ERR syntax error");
        assertThat(client.ask("SET", "key", form)).isEqualTo("OK");
        assertThatThrownBy(() -> client.ask(words)).isInstanceOf(IOException.class);
        node.awaitStop();
      }
      try (RunningServer again = RunningServer.start(folder);
          RedisTalk client = again.talk()) {
        assertThat(client.ask("GET", "key")).isEqualTo(form);
      }
    }
  }

  /// Fails with a message that holds both texts.
  private void assertFails(int port, String what, String wayOut, String... lines)
      throws IOException {
    Path file = RunningServer.write(folder, port, lines);
    assertThatThrownBy(() -> Server.start(RunningServer.load(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(wayOut);
  }

  private void assertStarts(int port) throws IOException {
    Server server = Server.start(RunningServer.load(RunningServer.write(folder, port)));
    server.stop();
    server.awaitStop();
  }
}
