package io.trivet.server.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// Addresses as Redis shows them: `1.2.3.4:5`, `[::1]:5`.
final class AddressText {

  private AddressText() {}

  /// Address and port.
  static String of(InetSocketAddress address) {
    String host = host(address);
    boolean isLong = address.getAddress() instanceof Inet6Address;
    return (isLong ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /// The address without the port, and without the scope of an IPv6 one.
  static String host(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    int scope = host.indexOf('%');
    return scope < 0 ? host : host.substring(0, scope);
  }
}
