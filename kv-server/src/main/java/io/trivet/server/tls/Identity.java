package io.trivet.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a node shows of itself: a certificate with its private key.
///
/// Invariants: the key is that of the certificate.
///
/// @param chain the certificate first, then those of intermediate authorities
record Identity(PrivateKey key, List<X509Certificate> chain) {

  /// Reads it.
  ///
  /// @param password of the key; empty for none
  /// @throws IOException if a file cannot be read or they do not go together; the message says what
  ///   is wrong
  static Identity load(Path certificates, Path key, String password) throws IOException {
    List<X509Certificate> chain = Pem.certificates(certificates);
    PublicKey ours = chain.getFirst().getPublicKey();
    PrivateKey secret = Pem.privateKey(key, ours.getAlgorithm(), password);
    if (!isPair(ours, secret)) {
      throw new IOException(key + " is not the key of the certificate in " + certificates);
    }
    return new Identity(secret, chain);
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  private static boolean isPair(PublicKey ours, PrivateKey secret) throws IOException {
    byte[] sample = ours.getEncoded();
    try {
      Signature signature = Signature.getInstance(signatureOf(ours.getAlgorithm()));
      signature.initSign(secret);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(ours);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IOException("keys of the kind " + ours.getAlgorithm() + " are not supported", e);
    }
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }
}
