package io.trivet.server.tls;

import io.trivet.server.config.Config;
import io.trivet.server.config.Option;
import io.trivet.server.config.TlsOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// What the files hold that the configuration names.
///
/// @param server shown to who connects
/// @param client shown where this node connects
/// @param authorities who believes the certificates of the trusted authorities
/// @param protocols the versions of TLS that are spoken
record TlsFiles(
    Identity server,
    Identity client,
    X509ExtendedTrustManager authorities,
    List<String> protocols) {

  private static final List<String> SPOKEN = List.of("TLSv1.3", "TLSv1.2");
  private static final String CERTIFICATE_FILES = ".*\\.(pem|crt|[0-9])";

  /// Reads all that the configuration names now.
  ///
  /// @throws IOException if that does not do; the message begins with the name of an option
  static TlsFiles read(Config config) throws IOException {
    Identity server =
        identity(
            config,
            TlsOptions.TLS_CERT_FILE,
            TlsOptions.TLS_KEY_FILE,
            TlsOptions.TLS_KEY_FILE_PASS);
    boolean hasOther = !config.get(TlsOptions.TLS_CLIENT_CERT_FILE).isEmpty();
    Identity client =
        hasOther
            ? identity(
                config,
                TlsOptions.TLS_CLIENT_CERT_FILE,
                TlsOptions.TLS_CLIENT_KEY_FILE,
                TlsOptions.TLS_CLIENT_KEY_FILE_PASS)
            : server;
    return new TlsFiles(server, client, trust(authorities(config)), protocols(config));
  }

  private static Identity identity(
      Config config, Option<String> certificates, Option<String> key, Option<String> password)
      throws IOException {
    Path certificateFile = file(config, certificates);
    Path keyFile = file(config, key);
    try {
      return Identity.load(certificateFile, keyFile, config.get(password));
    } catch (IOException e) {
      throw about(certificates.name() + ", " + key.name(), e);
    }
  }

  private static List<X509Certificate> authorities(Config config) throws IOException {
    String folder = config.get(TlsOptions.TLS_CA_CERT_DIR);
    List<Path> files = new ArrayList<>();
    if (folder.isEmpty() || !config.get(TlsOptions.TLS_CA_CERT_FILE).isEmpty()) {
      files.add(file(config, TlsOptions.TLS_CA_CERT_FILE));
    }
    try {
      files.addAll(
          folder.isEmpty()
              ? List.of()
              : certificateFiles(file(config, TlsOptions.TLS_CA_CERT_DIR)));
      List<X509Certificate> found = new ArrayList<>();
      for (Path file : files) {
        found.addAll(Pem.certificates(file));
      }
      if (found.isEmpty()) {
        throw new IOException(folder + " holds no file with certificates");
      }
      return found;
    } catch (IOException e) {
      throw about("tls-ca-cert-file, tls-ca-cert-dir", e);
    }
  }

  private static List<Path> certificateFiles(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(entry -> entry.getFileName().toString().matches(CERTIFICATE_FILES))
          .sorted()
          .toList();
    }
  }

  private static X509ExtendedTrustManager trust(List<X509Certificate> authorities)
      throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new IOException("the JDK does not check certificates");
    } catch (GeneralSecurityException e) {
      throw about("tls-ca-cert-file, tls-ca-cert-dir", new IOException(e.getMessage(), e));
    }
  }

  private static List<String> protocols(Config config) throws IOException {
    String wanted = config.get(TlsOptions.TLS_PROTOCOLS).strip();
    if (wanted.isEmpty()) {
      return SPOKEN;
    }
    List<String> words =
        Stream.of(wanted.split("\\s+", -1)).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    List<String> chosen =
        SPOKEN.stream().filter(each -> words.contains(each.toLowerCase(Locale.ROOT))).toList();
    if (chosen.size() < words.size()) {
      throw new IOException("tls-protocols: TLSv1.2 and TLSv1.3 are spoken, each named once");
    }
    return chosen;
  }

  private static Path file(Config config, Option<String> option) throws IOException {
    String name = config.get(option);
    if (name.isEmpty()) {
      throw new IOException(option.name() + " is missing: TLS needs it");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException(option.name() + ": not a path", e);
    }
  }

  private static IOException about(String options, IOException cause) {
    String what =
        cause instanceof NoSuchFileException ? cause.getMessage() + " is not there" : reason(cause);
    return new IOException(options + ": " + what, cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof FileSystemException
        ? cause.toString()
        : String.valueOf(cause.getMessage());
  }
}
