package io.trivet.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Reads certificates and private keys from files in the PEM format. The messages of what is thrown
/// say what is wrong with the file, for an operator; they hold nothing of a key.
final class Pem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
  private static final Pattern OLD_KEY =
      Pattern.compile("-----BEGIN (RSA|EC|DSA) PRIVATE KEY-----");

  private Pem() {}

  /// The certificates of a file, in its order; at least one.
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found;
    try (InputStream in = Files.newInputStream(file)) {
      found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (CertificateException e) {
      throw new IOException(file + " holds something that is no certificate", e);
    }
    if (found.isEmpty()) {
      throw new IOException(file + " holds no certificate");
    }
    return found;
  }

  /// The first private key of a file, in the PKCS #8 form.
  ///
  /// @param algorithm of its public key
  /// @param password of an encrypted one; empty for none
  static PrivateKey privateKey(Path file, String algorithm, String password) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new IOException(
          OLD_KEY.matcher(text).find()
              ? file + " holds a key in an old form: convert it with openssl pkcs8 -topk8"
              : file + " holds no private key");
    }
    boolean isEncrypted = !key.group(1).isEmpty();
    if (isEncrypted && password.isEmpty()) {
      throw new IOException(file + " is encrypted, and there is no password for it");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(key.group(2));
      PKCS8EncodedKeySpec spec =
          isEncrypted ? decrypt(der, password) : new PKCS8EncodedKeySpec(der);
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      String how = isEncrypted ? " cannot be decrypted, or" : "";
      throw new IOException(file + how + " is no key of the kind " + algorithm, e);
    }
  }

  private static PKCS8EncodedKeySpec decrypt(byte[] der, String password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(der);
    AlgorithmParameters parameters = sealed.getAlgParameters();
    boolean isNamedByParameters = sealed.getAlgName().matches("PBES2|[0-9.]+");
    String name =
        isNamedByParameters && parameters != null ? parameters.toString() : sealed.getAlgName();
    PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
    Cipher cipher = Cipher.getInstance(name);
    cipher.init(
        Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(secret), parameters);
    secret.clearPassword();
    return sealed.getKeySpec(cipher);
  }
}
