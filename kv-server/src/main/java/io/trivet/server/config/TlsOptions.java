package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// Certificates, keys, and where they are used: between the members of a group.
///
/// Names and meanings are Redis's. Files are in the PEM format, relative to the folder in which the
/// server was started.
public final class TlsOptions {
  public static final Option<Boolean> TLS_REPLICATION =
      yesNo("tls-replication")
          .atRunTime()
          .byDefault(false)
          .means(
              "Whether the members of a group speak TLS with each other, for the log and for their"
                  + " votes. Each shows a certificate of an authority in tls-ca-cert-file whose"
                  + " subject alternative names have the member's id and the host of its peer"
                  + " address. The same on all members; CONFIG SET cannot change it.");
  public static final Option<String> TLS_CERT_FILE =
      text("tls-cert-file")
          .readingFiles()
          .byDefault("")
          .means(
              "File with the node's certificate, and behind it those of intermediate authorities."
                  + " CONFIG SET reads it again, also with the name that it has; connections that"
                  + " are open stay as they are.");
  public static final Option<String> TLS_KEY_FILE =
      text("tls-key-file")
          .readingFiles()
          .byDefault("")
          .means(
              "File with the private key of tls-cert-file, in the PKCS #8 form. Only the user of"
                  + " the server should be able to read it.");
  public static final Option<String> TLS_KEY_FILE_PASS =
      text("tls-key-file-pass")
          .readingFiles()
          .secret()
          .byDefault("")
          .means("Password of tls-key-file, if that is encrypted.");
  public static final Option<String> TLS_CLIENT_CERT_FILE =
      text("tls-client-cert-file")
          .readingFiles()
          .byDefault("")
          .means(
              "File with the certificate that the node shows where it connects to another; empty"
                  + " is that of tls-cert-file. For authorities that give certificates for one side"
                  + " only.");
  public static final Option<String> TLS_CLIENT_KEY_FILE =
      text("tls-client-key-file")
          .readingFiles()
          .byDefault("")
          .means("File with the private key of tls-client-cert-file, in the PKCS #8 form.");
  public static final Option<String> TLS_CLIENT_KEY_FILE_PASS =
      text("tls-client-key-file-pass")
          .readingFiles()
          .secret()
          .byDefault("")
          .means("Password of tls-client-key-file, if that is encrypted.");
  public static final Option<String> TLS_CA_CERT_FILE =
      text("tls-ca-cert-file")
          .readingFiles()
          .byDefault("")
          .means(
              "File with the certificates of the authorities that are trusted, one or more. Keep"
                  + " one authority for the group's own: whoever has a certificate of it with a"
                  + " member's names is that member.");
  public static final Option<String> TLS_CA_CERT_DIR =
      text("tls-ca-cert-dir")
          .readingFiles()
          .byDefault("")
          .means(
              "Folder with more such certificates, in files that end in .pem, .crt or .0 to .9."
                  + " Others in it are passed over.");
  public static final Option<String> TLS_PROTOCOLS =
      text("tls-protocols")
          .readingFiles()
          .byDefault("")
          .means(
              "Versions of TLS that are spoken, in quotes if more than one: TLSv1.2, TLSv1.3. Empty"
                  + " is both. Older ones are not spoken.");

  private TlsOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "TLS between the members of a group",
        List.of(
            TLS_REPLICATION,
            TLS_CERT_FILE,
            TLS_KEY_FILE,
            TLS_KEY_FILE_PASS,
            TLS_CLIENT_CERT_FILE,
            TLS_CLIENT_KEY_FILE,
            TLS_CLIENT_KEY_FILE_PASS,
            TLS_CA_CERT_FILE,
            TLS_CA_CERT_DIR,
            TLS_PROTOCOLS));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "TLS for clients",
        "Clients are not served over TLS, and the JDK chooses the ciphers between members.",
        List.of(
            integer("tls-port", 0, 65_535)
                .atRunTime()
                .refusing(port -> port != 0, "TLS is not served: leave tls-port at 0")
                .byDefault(0),
            text("tls-dh-params-file").atRunTime().byDefault(""),
            OptionDraft.of(
                    "tls-auth-clients", new WordKind(List.of("no", "yes", "optional"), false))
                .atRunTime()
                .byDefault("yes"),
            yesNo("tls-cluster").atRunTime().byDefault(false),
            text("tls-ciphers").atRunTime().byDefault(""),
            text("tls-ciphersuites").atRunTime().byDefault(""),
            yesNo("tls-prefer-server-ciphers").atRunTime().byDefault(false),
            yesNo("tls-session-caching").atRunTime().byDefault(true),
            integer("tls-session-cache-size", 0, Integer.MAX_VALUE).atRunTime().byDefault(20_480),
            integer("tls-session-cache-timeout", 0, Integer.MAX_VALUE).atRunTime().byDefault(300)));
  }
}
