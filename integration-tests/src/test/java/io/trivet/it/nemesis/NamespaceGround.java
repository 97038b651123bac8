package io.trivet.it.nemesis;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace for each member and one for the clients, joined by a bridge in one more.
///
///     clients 10.77.0.100 --+
///     n1      10.77.0.1   --+-- bridge in a namespace of its own
///     n2      10.77.0.2   --+
///
/// Needs root, iproute2, iptables and nsenter. All is removed when it is closed, and when the JVM
/// ends before; what a killed JVM left is removed by the next one.
final class NamespaceGround implements Ground {
  private static final String PREFIX = "tv";
  private static final Path FOLDER = Path.of("/run/netns");
  private static final String NETWORK = "10.77.0.";
  private static final int CLIENTS_HOST = 100;
  private static final int CLIENT_PORT = 7000;
  private static final int PEER_PORT = 17000;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final int members;
  private final String name =
      PREFIX + ProcessHandle.current().pid() + "x" + NUMBER.incrementAndGet();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final Thread atEnd = new Thread(this::remove);

  /// Makes namespaces and links.
  ///
  /// @throws IllegalStateException naming what the nemesis needs, and the command that was refused
  NamespaceGround(int members) {
    this.members = members;
    removeLeftovers();
    Runtime.getRuntime().addShutdownHook(atEnd);
    try {
      build();
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException(
          "this machine refuses network namespaces, which the nemesis needs, and root, iproute2,"
              + " iptables and nsenter for them: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public int members() {
    return members;
  }

  @Override
  public InetSocketAddress client(int member) {
    return new InetSocketAddress(host(member), CLIENT_PORT);
  }

  @Override
  public InetSocketAddress peer(int member) {
    return new InetSocketAddress(host(member), PEER_PORT);
  }

  @Override
  public List<String> at(int member, List<String> command) {
    return Command.behind(List.of("nsenter", "--net=" + file(namespace(member))), command);
  }

  @Override
  public void enterAsClient() {
    ThreadNamespace.enter(file(namespace(CLIENTS)));
  }

  @Override
  public boolean hasLinks() {
    return true;
  }

  @Override
  public void cut(int from, int to) {
    firewall(to, "-A", "INPUT", "-s", host(from), "-j", "DROP");
  }

  @Override
  public void heal() {
    for (int place = 0; place <= members; place++) {
      firewall(place, "-F", "INPUT");
    }
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(atEnd);
  }

  private void build() {
    String hub = name + "h";
    Command.run("ip", "netns", "add", hub);
    Command.run("ip", "-n", hub, "link", "add", "br0", "type", "bridge");
    Command.run("ip", "-n", hub, "link", "set", "br0", "up");
    for (int place = 0; place <= members; place++) {
      String namespace = namespace(place);
      String port = "p" + place;
      Command.run("ip", "netns", "add", namespace);
      Command.run(
          "ip", "-n", hub, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns",
          namespace);
      Command.run("ip", "-n", hub, "link", "set", port, "master", "br0", "up");
      Command.run("ip", "-n", namespace, "addr", "add", host(place) + "/24", "dev", "eth0");
      Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
      Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    }
    heal();
  }

  private void firewall(int place, String... words) {
    Command.run(at(place, Command.behind(List.of("iptables", "-w"), List.of(words))));
  }

  private void remove() {
    if (isClosed.compareAndSet(false, true)) {
      removeAll(name);
    }
  }

  /// Namespaces carry the number of the JVM that made them.
  private static void removeLeftovers() {
    for (String namespace : namespaces()) {
      String pid = namespace.replaceFirst("^" + PREFIX + "(\\d+)x.*", "$1");
      if (!pid.equals(namespace) && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        Command.run("ip", "netns", "del", namespace);
      }
    }
  }

  private static void removeAll(String prefix) {
    namespaces().stream()
        .filter(namespace -> namespace.startsWith(prefix))
        .forEach(namespace -> Command.run("ip", "netns", "del", namespace));
  }

  private static List<String> namespaces() {
    String[] files = FOLDER.toFile().list();
    return files == null ? List.of() : List.of(files);
  }

  private String namespace(int place) {
    return name + (place == CLIENTS ? "c" : "n" + place);
  }

  private static String file(String namespace) {
    return FOLDER.resolve(namespace).toString();
  }

  private static String host(int place) {
    return NETWORK + (place == CLIENTS ? CLIENTS_HOST : place);
  }
}
