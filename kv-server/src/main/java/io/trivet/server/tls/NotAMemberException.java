package io.trivet.server.tls;

import java.security.cert.CertificateException;

/// A certificate of a trusted authority is not that of the member who should be there.
final class NotAMemberException extends CertificateException {
  private static final long serialVersionUID = 1L;

  NotAMemberException(String message) {
    super(message);
  }
}
