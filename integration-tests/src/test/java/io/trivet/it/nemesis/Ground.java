package io.trivet.it.nemesis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Where the processes of a run stand: addresses, and the network between them.
///
/// Members have the numbers 1 to n; 0 is the place of all clients. Threads: the test thread, but
/// for [#enterAsClient()].
public sealed interface Ground extends AutoCloseable permits LoopbackGround, NamespaceGround {
  /// The number of the clients' place.
  int CLIENTS = 0;

  int members();

  /// Where a member serves clients.
  InetSocketAddress client(int member);

  /// Where a member talks to the others.
  InetSocketAddress peer(int member);

  /// The words that run a command at a member's place.
  List<String> at(int member, List<String> command);

  /// Moves the calling thread to the clients' place, for good: its sockets begin there.
  void enterAsClient();

  /// Does something at the clients' place, in a thread of its own, and waits for its end.
  ///
  /// @throws IOException if the task threw one
  default void asClient(ClientTask task) throws IOException, InterruptedException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .name("as-client")
            .start(() -> {
              enterAsClient();
              try {
                task.run();
              } catch (IOException e) {
                failure.set(e);
              }
            });
    thread.join();
    IOException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  /// What is done at the clients' place.
  @FunctionalInterface
  interface ClientTask {
    void run() throws IOException;
  }

  /// Whether links can be cut here.
  boolean hasLinks();

  /// Drops from now on all that the first sends to the second; the other direction stays.
  void cut(int from, int to);

  /// Undoes all cuts.
  void heal();

  @Override
  void close();
}
