package io.trivet.server.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why two ends did not come to speak TLS.
public enum HandshakeFailure {
  /// The other end does not speak TLS.
  PLAIN_TEXT,
  /// The other end has no certificate.
  NO_CERTIFICATE,
  /// No trusted authority vouches for the certificate, or not for this use or host.
  UNTRUSTED,
  /// The certificate is not valid now.
  EXPIRED,
  /// The certificate is of no member, or not of the member that is wanted.
  NOT_A_MEMBER,
  /// The other end refuses this node's certificate, or all that it offers.
  TURNED_AWAY,
  /// The other end took too long.
  TIMEOUT,
  /// The connection ended, or what came made no sense.
  BROKEN;

  /// As metrics name it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static HandshakeFailure of(Throwable failure) {
    HandshakeFailure found = BROKEN;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      HandshakeFailure closer = ofCause(cause);
      if (closer != null) {
        found = closer;
      }
    }
    return found;
  }

  /// What a cause says by itself; null if nothing. The innermost says most.
  private static @Nullable HandshakeFailure ofCause(Throwable cause) {
    return switch (cause) {
      case NotSslRecordException _ -> PLAIN_TEXT;
      case SslHandshakeTimeoutException _ -> TIMEOUT;
      case CertificateExpiredException _ -> EXPIRED;
      case CertificateNotYetValidException _ -> EXPIRED;
      case NotAMemberException _ -> NOT_A_MEMBER;
      case CertificateException _ -> UNTRUSTED;
      default -> ofMessage(String.valueOf(cause.getMessage()));
    };
  }

  /// The JDK has no types for these.
  private static @Nullable HandshakeFailure ofMessage(String message) {
    if (message.contains("Received fatal alert")) {
      return TURNED_AWAY;
    }
    return message.contains("Empty client certificate chain") ? NO_CERTIFICATE : null;
  }
}
