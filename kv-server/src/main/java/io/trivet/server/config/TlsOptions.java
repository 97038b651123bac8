package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// Redis's options for TLS, which this version does not speak.
final class TlsOptions {
  private TlsOptions() {}

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "TLS",
        "This version does not speak TLS.",
        List.of(
            integer("tls-port", 0, 65_535)
                .atRunTime()
                .refusing(port -> port != 0, "TLS is not served: leave tls-port at 0")
                .byDefault(0),
            text("tls-cert-file").atRunTime().byDefault(""),
            text("tls-key-file").atRunTime().byDefault(""),
            text("tls-key-file-pass").atRunTime().secret().byDefault(""),
            text("tls-client-cert-file").atRunTime().byDefault(""),
            text("tls-client-key-file").atRunTime().byDefault(""),
            text("tls-client-key-file-pass").atRunTime().secret().byDefault(""),
            text("tls-dh-params-file").atRunTime().byDefault(""),
            text("tls-ca-cert-file").atRunTime().byDefault(""),
            text("tls-ca-cert-dir").atRunTime().byDefault(""),
            OptionDraft.of(
                    "tls-auth-clients", new WordKind(List.of("no", "yes", "optional"), false))
                .atRunTime()
                .byDefault("yes"),
            yesNo("tls-replication").atRunTime().byDefault(false),
            yesNo("tls-cluster").atRunTime().byDefault(false),
            text("tls-protocols").atRunTime().byDefault(""),
            text("tls-ciphers").atRunTime().byDefault(""),
            text("tls-ciphersuites").atRunTime().byDefault(""),
            yesNo("tls-prefer-server-ciphers").atRunTime().byDefault(false),
            yesNo("tls-session-caching").atRunTime().byDefault(true),
            integer("tls-session-cache-size", 0, Integer.MAX_VALUE).atRunTime().byDefault(20_480),
            integer("tls-session-cache-timeout", 0, Integer.MAX_VALUE).atRunTime().byDefault(300)));
  }
}
