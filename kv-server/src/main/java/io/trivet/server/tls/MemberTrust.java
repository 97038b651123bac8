package io.trivet.server.tls;

import io.trivet.server.config.GroupMember;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom a member of a group believes: who shows a certificate of a trusted authority, valid now,
/// with the names of a member; on a connection that this node made, of the very member that it
/// wanted.
///
/// Threads: any; immutable.
final class MemberTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authorities;
  private final List<GroupMember> members;

  MemberTrust(X509ExtendedTrustManager authorities, List<GroupMember> members) {
    this.authorities = authorities;
    this.members = List.copyOf(members);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyKind, SSLEngine engine)
      throws CertificateException {
    authorities.checkClientTrusted(chain, keyKind, engine);
    CertificateNames names = CertificateNames.of(chain[0]);
    if (members.stream().noneMatch(names::areOf)) {
      throw new NotAMemberException(
          "its certificate is of no member of the group, but of " + names);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyKind, SSLEngine engine)
      throws CertificateException {
    authorities.checkServerTrusted(chain, keyKind, engine);
    CertificateNames names = CertificateNames.of(chain[0]);
    GroupMember wanted = wanted(engine);
    if (!names.areOf(wanted)) {
      throw new NotAMemberException(
          "its certificate is not of " + wanted.id() + ", but of " + names);
    }
  }

  private GroupMember wanted(SSLEngine engine) throws CertificateException {
    for (GroupMember member : members) {
      if (member.peer().port() == engine.getPeerPort()
          && Objects.equals(member.peer().host(), engine.getPeerHost())) {
        return member;
      }
    }
    throw new NotAMemberException(
        "no member is at %s:%d".formatted(engine.getPeerHost(), engine.getPeerPort()));
  }

  /// None, so that whoever connects shows what it has, and the refusal tells what is wrong with it.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyKind)
      throws CertificateException {
    throw new CertificateException("not a connection of the peer port");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyKind)
      throws CertificateException {
    throw new CertificateException("not a connection of the peer port");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyKind, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, keyKind);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyKind, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, keyKind);
  }
}
