package io.trivet.it.nemesis;

import io.trivet.it.process.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/// All on the loopback of this machine: needs no rights, and has no links to cut.
public final class LoopbackGround implements Ground {
  private static final int PORTS_EACH = 2;

  private final int members;
  private final List<Integer> ports;

  /// @param members each with a port for clients and one for the other members
  public LoopbackGround(int members) {
    this.members = members;
    this.ports =
        IntStream.generate(FreePort::any)
            .distinct()
            .limit((long) members * PORTS_EACH)
            .boxed()
            .toList();
  }

  @Override
  public int members() {
    return members;
  }

  @Override
  public InetSocketAddress client(int member) {
    return address(ports.get(member - 1));
  }

  @Override
  public InetSocketAddress peer(int member) {
    return address(ports.get(members + member - 1));
  }

  @Override
  public List<String> at(int member, List<String> command) {
    return command;
  }

  @Override
  public void enterAsClient() {}

  @Override
  public boolean hasLinks() {
    return false;
  }

  @Override
  public void cut(int from, int to) {
    throw new UnsupportedOperationException("no link on the loopback can be cut");
  }

  @Override
  public void heal() {}

  @Override
  public void close() {}

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
