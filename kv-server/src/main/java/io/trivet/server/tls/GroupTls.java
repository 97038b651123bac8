package io.trivet.server.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.PeerTls;
import io.trivet.server.config.BadValueException;
import io.trivet.server.config.Config;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.Option;
import io.trivet.server.config.TlsOptions;
import io.trivet.server.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS between the members of a group.
///
/// Each side shows a certificate. CONFIG SET of one of the files has all of them read again: from
/// then on connections are made with what they hold now, and those that are open go on. What does
/// not do is refused, and nothing changes.
///
/// Threads: any; handshakes compute on two threads of its own.
public final class GroupTls implements PeerTls, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupTls.class);
  private static final int HANDSHAKE_MS = 5_000;

  /// For which a connection that is closed may wait to say so.
  private static final int GOODBYE_MS = 100;

  /// A certificate counts at the moment of the handshake: no later connection takes its check over.
  private static final int SESSION_SECONDS = 1;

  private static final int THREADS = 2;
  private static final int TASKS_WAITING = 1_024;

  private static final List<Option<String>> READ_AGAIN =
      List.of(
          TlsOptions.TLS_CERT_FILE,
          TlsOptions.TLS_KEY_FILE,
          TlsOptions.TLS_KEY_FILE_PASS,
          TlsOptions.TLS_CLIENT_CERT_FILE,
          TlsOptions.TLS_CLIENT_KEY_FILE,
          TlsOptions.TLS_CLIENT_KEY_FILE_PASS,
          TlsOptions.TLS_CA_CERT_FILE,
          TlsOptions.TLS_CA_CERT_DIR,
          TlsOptions.TLS_PROTOCOLS);

  private final Config config;
  private final GroupSettings group;
  private final Clock clock;
  private final int handshakeMs;
  private final HandshakeLog failures;
  private final ThreadPoolExecutor tasks;
  private volatile Contexts contexts;

  /// What new connections are made with.
  ///
  /// @param expiryMs wall-clock time at which the first of this node's certificates ends
  private record Contexts(SslContext server, SslContext client, long expiryMs) {}

  private GroupTls(
      Config config, GroupSettings group, Clock clock, int handshakeMs, Contexts first) {
    this.config = config;
    this.group = group;
    this.clock = clock;
    this.handshakeMs = handshakeMs;
    this.failures = new HandshakeLog(clock::monoNs);
    this.contexts = first;
    this.tasks =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(TASKS_WAITING),
            new DefaultThreadFactory("peer-tls", true));
    tasks.allowCoreThreadTimeOut(true);
  }

  /// TLS of a group, if its configuration wants it; null if not.
  ///
  /// @throws IOException if a file cannot be used; the message names the option
  public static @Nullable GroupTls of(Config config, GroupSettings group, Clock clock)
      throws IOException {
    return of(config, group, clock, HANDSHAKE_MS);
  }

  /// @param handshakeMs that a handshake may take
  static @Nullable GroupTls of(Config config, GroupSettings group, Clock clock, int handshakeMs)
      throws IOException {
    config.observe(
        TlsOptions.TLS_REPLICATION,
        _ -> {
          throw new BadValueException(
              "the members would not understand each other: change it in the configuration files,"
                  + " and start all members again");
        });
    if (!config.get(TlsOptions.TLS_REPLICATION)) {
      return null;
    }
    GroupTls tls = new GroupTls(config, group, clock, handshakeMs, read(config, group));
    READ_AGAIN.forEach(option -> config.observe(option, _ -> tls.readAgain()));
    return tls;
  }

  @Override
  public void accepting(Channel channel) {
    secure(channel, contexts.server().newHandler(channel.alloc(), tasks));
  }

  @Override
  public void connecting(Channel channel, InetSocketAddress peer) {
    secure(
        channel,
        contexts.client().newHandler(channel.alloc(), peer.getHostString(), peer.getPort(), tasks));
  }

  @Override
  public boolean isOf(Channel channel, NodeId member) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    GroupMember known = group.member(member);
    if (tls == null || known == null) {
      return false;
    }
    try {
      return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate shown
          && CertificateNames.of(shown).areOf(known);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }

  /// How many handshakes failed so.
  public long failures(HandshakeFailure failure) {
    return failures.count(failure);
  }

  /// Milliseconds until this node's certificate ends; negative after that.
  public long validMs() {
    return contexts.expiryMs() - clock.wallMs();
  }

  @Override
  public void close() {
    tasks.shutdown();
  }

  private void secure(Channel channel, SslHandler handler) {
    handler.setHandshakeTimeoutMillis(handshakeMs);
    handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_MS);
    channel.pipeline().addLast(handler, new HandshakeWatch(failures));
  }

  private void readAgain() throws BadValueException {
    try {
      contexts = read(config, group);
      LOG.info("certificates read again validMs={}", validMs());
    } catch (IOException e) {
      LOG.warn("certificates not taken reason={}", e.getMessage());
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  private static Contexts read(Config config, GroupSettings group) throws IOException {
    TlsFiles files = TlsFiles.read(config);
    requireOwn(files.server(), group.self());
    requireOwn(files.client(), group.self());
    warnOfOwn(files);
    MemberTrust trust = new MemberTrust(files.authorities(), group.members());
    long expiryMs =
        Math.min(
            files.server().certificate().getNotAfter().toInstant().toEpochMilli(),
            files.client().certificate().getNotAfter().toInstant().toEpochMilli());
    try {
      return new Contexts(
          context(SslContextBuilder.forServer(files.server().key(), files.server().chain()), files)
              .trustManager(trust)
              .clientAuth(ClientAuth.REQUIRE)
              .build(),
          context(SslContextBuilder.forClient(), files)
              .keyManager(files.client().key(), files.client().chain())
              .trustManager(trust)
              .endpointIdentificationAlgorithm("HTTPS")
              .build(),
          expiryMs);
    } catch (SSLException e) {
      throw new IOException("tls-cert-file: " + e.getMessage(), e);
    }
  }

  private static SslContextBuilder context(SslContextBuilder builder, TlsFiles files) {
    return builder
        .sslProvider(SslProvider.JDK)
        .protocols(files.protocols())
        .sessionTimeout(SESSION_SECONDS);
  }

  /// A node whose certificate is not its own would be refused by all others.
  private static void requireOwn(Identity identity, GroupMember self) throws IOException {
    try {
      CertificateNames names = CertificateNames.of(identity.certificate());
      if (!names.areOf(self)) {
        throw new IOException(
            "tls-cert-file: the certificate is not of this node: its subject alternative names need"
                + " %s and %s, and are %s".formatted(self.id(), self.peer().host(), names));
      }
    } catch (CertificateParsingException e) {
      throw new IOException("tls-cert-file: the names of the certificate are ill-formed", e);
    }
  }

  /// The others may trust an authority that is not in this node's files yet, so this is no error.
  private static void warnOfOwn(TlsFiles files) {
    try {
      X509Certificate[] server = files.server().chain().toArray(X509Certificate[]::new);
      files.authorities().checkServerTrusted(server, "UNKNOWN");
      X509Certificate[] client = files.client().chain().toArray(X509Certificate[]::new);
      files.authorities().checkClientTrusted(client, "UNKNOWN");
    } catch (CertificateException e) {
      LOG.warn("this node would not believe its own certificate reason={}", e.getMessage());
    }
  }
}
