package io.trivet.server.tls;

import io.netty.util.NetUtil;
import io.trivet.server.config.GroupMember;
import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whose a certificate is: its subject alternative names, of hosts and of addresses. Wildcards
/// count for nothing, and neither does the subject.
///
/// Threads: any; immutable.
final class CertificateNames {
  private static final int HOST = 2;
  private static final int ADDRESS = 7;

  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> shownAddresses = new TreeSet<>();
  private final Set<ByteBuffer> addresses = new HashSet<>();

  private CertificateNames() {}

  /// The names of a certificate.
  ///
  /// @throws CertificateParsingException if they are ill-formed
  static CertificateNames of(X509Certificate certificate) throws CertificateParsingException {
    CertificateNames names = new CertificateNames();
    @Nullable Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
      if (entry.get(1) instanceof String text) {
        names.add((Integer) entry.getFirst(), text);
      }
    }
    return names;
  }

  private void add(int kind, String text) {
    if (kind == HOST) {
      hosts.add(text.toLowerCase(Locale.ROOT));
    } else if (kind == ADDRESS) {
      shownAddresses.add(text);
      addresses.add(address(text));
    }
  }

  /// Whether they are those of a member: its id, and the host of its peer address.
  boolean areOf(GroupMember member) {
    return hosts.contains(member.id().text().toLowerCase(Locale.ROOT))
        && hasHost(member.peer().host());
  }

  private boolean hasHost(String host) {
    return NetUtil.createByteArrayFromIpAddressString(host) == null
        ? hosts.contains(host.toLowerCase(Locale.ROOT))
        : addresses.contains(address(host));
  }

  private static ByteBuffer address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
  }

  /// All of them, for people.
  @Override
  public String toString() {
    Set<String> all = new TreeSet<>(hosts);
    all.addAll(shownAddresses);
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
