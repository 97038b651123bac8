package io.trivet.raft.jraft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// An authority that signs certificates for tests, made in memory: EC keys, SHA-256, and nothing in
/// a certificate that a test does not need.
///
/// Threads: any.
public final class TestAuthority {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int OCTETS = 0x04;
  private static final int OID = 0x06;
  private static final int TEXT = 0x0c;
  private static final int DATE = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int HOST_NAME = 0x82;
  private static final int ADDRESS_NAME = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};
  private static final byte[] ECDSA_WITH_SHA256 = der(SEQUENCE, der(OID, hex("2a8648ce3d040302")));
  private static final byte[] COMMON_NAME = der(OID, hex("550403"));
  private static final byte[] BASIC_CONSTRAINTS = der(OID, hex("551d13"));
  private static final byte[] ALTERNATIVE_NAMES = der(OID, hex("551d11"));

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /// A certificate and its key.
  public record Issued(X509Certificate certificate, PrivateKey key) {
    /// Writes `NAME.crt` and `NAME.key` into a folder.
    public void write(Path folder, String name) throws IOException {
      Files.writeString(folder.resolve(name + ".crt"), pem("CERTIFICATE", encoded(certificate)));
      Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    }
  }

  private TestAuthority(String name) {
    this.name = name;
    this.keys = newKeys();
    byte[] isAuthority = extension(BASIC_CONSTRAINTS, der(SEQUENCE, TRUE));
    Instant now = Instant.now();
    this.certificate =
        sign(name, keys, now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)), isAuthority);
  }

  /// A new authority, with keys of its own.
  public static TestAuthority named(String name) {
    return new TestAuthority(name);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// A certificate that is valid now.
  ///
  /// @param names hosts and addresses for which it is good
  public Issued issue(String... names) throws IOException {
    return issue(Duration.ofDays(-1), Duration.ofDays(1), names);
  }

  /// A certificate that has ended yesterday.
  public Issued issueExpired(String... names) throws IOException {
    return issue(Duration.ofDays(-2), Duration.ofDays(-1), names);
  }

  /// Writes the authority's own certificate.
  public void write(Path file) throws IOException {
    Files.writeString(file, pem("CERTIFICATE", encoded(certificate)));
  }

  private Issued issue(Duration from, Duration until, String... names) throws IOException {
    KeyPair theirs = newKeys();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String each : names) {
      boolean isAddress = Character.isDigit(each.charAt(0)) || each.contains(":");
      all.writeBytes(
          isAddress
              ? der(ADDRESS_NAME, InetAddress.getByName(each).getAddress())
              : der(HOST_NAME, each.getBytes(US_ASCII)));
    }
    byte[] alternatives = extension(ALTERNATIVE_NAMES, der(SEQUENCE, all.toByteArray()));
    Instant now = Instant.now();
    return new Issued(
        sign("node", theirs, now.plus(from), now.plus(until), alternatives), theirs.getPrivate());
  }

  private X509Certificate sign(
      String subject, KeyPair theirs, Instant from, Instant until, byte[] extension) {
    byte[] body =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
            ECDSA_WITH_SHA256,
            called(name),
            der(SEQUENCE, date(from), date(until)),
            called(subject),
            theirs.getPublic().getEncoded(),
            der(EXTENSIONS, der(SEQUENCE, extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] whole =
          der(SEQUENCE, body, ECDSA_WITH_SHA256, der(BITS, new byte[1], signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] called(String name) {
    return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, name.getBytes(US_ASCII)))));
  }

  private static byte[] date(Instant moment) {
    return der(DATE, TIME.format(moment).getBytes(US_ASCII));
  }

  private static byte[] extension(byte[] kind, byte[] value) {
    return der(SEQUENCE, kind, der(OCTETS, value));
  }

  /// Tag, length, content.
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int bytes = content.size();
    if (bytes >= 0x100) {
      whole.write(0x82);
      whole.write(bytes >> 8);
    } else if (bytes >= 0x80) {
      whole.write(0x81);
    }
    whole.write(bytes);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) throws IOException {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
