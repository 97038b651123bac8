package io.trivet.server.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.trivet.raft.jraft.TestAuthority;
import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigAccess;
import io.trivet.server.config.ConfigException;
import io.trivet.server.config.ConfigLoader;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.Setting;
import io.trivet.server.time.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A port that answers what it is told, secured as the peer port of n1 is, and others that connect
/// to it.
final class TlsNodes implements AutoCloseable {
  private static final int PATIENCE_S = 20;

  /// What a connection that ended has to say.
  static final String END = "(end)";

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final Path folder;
  private final List<GroupTls> made = new ArrayList<>();
  private final Channel listening;
  private volatile GroupTls serving;

  /// Bytes that came through TLS to the port.
  final AtomicLong read = new AtomicLong();

  TlsNodes(Path folder) {
    this.folder = folder;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Objects.requireNonNull(serving).accepting(channel);
                    channel.pipeline().addLast(new Echo());
                  }
                });
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    listening = bootstrap.bind(any).syncUninterruptibly().channel();
  }

  /// A configuration, and the TLS that was made from it.
  record Node(Config config, GroupTls tls) {
    void set(String name, String value) throws Exception {
      config.set(List.of(new Setting(name, value)), ConfigAccess.LOCAL);
    }

    long failures(HandshakeFailure failure) {
      return tls.failures(failure);
    }
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /// The node whose port it is.
  Node serve(Node node) {
    serving = node.tls();
    return node;
  }

  /// A member with the ids n1, n2, n3, all at 127.0.0.1.
  Node member(String id, TestAuthority trusted, TestAuthority.Issued shown) throws Exception {
    return node(id, members("n2", "127.0.0.1"), trusted, shown);
  }

  /// @param members as `members` makes them
  Node node(String id, String members, TestAuthority trusted, TestAuthority.Issued shown)
      throws Exception {
    Path own = Files.createTempDirectory(folder, id);
    write(own, trusted, shown);
    return node(config(own, id, members), 20_000);
  }

  Node node(Config config, int handshakeMs) throws IOException {
    GroupSettings group = Objects.requireNonNull(GroupSettings.of(config));
    GroupTls tls =
        Objects.requireNonNull(GroupTls.of(config, group, new SystemClock(), handshakeMs));
    made.add(tls);
    return new Node(config, tls);
  }

  /// The lines of the members.
  ///
  /// @param second id of the second
  /// @param host of the second's peer address
  String members(String second, String host) {
    return """
    group-member n1 data 127.0.0.1:7001 127.0.0.1:%d
    group-member %s data 127.0.0.1:7002 %s:17002
    group-member n3 voter 127.0.0.1:7003 127.0.0.1:17003
    """
        .formatted(port(), second, host);
  }

  static void write(Path folder, TestAuthority trusted, TestAuthority.Issued shown)
      throws IOException {
    trusted.write(folder.resolve("ca.crt"));
    shown.write(folder, "node");
  }

  /// A configuration whose files are in a folder.
  Config config(Path folder, String id, String members, String... more)
      throws IOException, ConfigException {
    int clientPort = id.equals("n1") ? 7001 : id.equals("n3") ? 7003 : 7002;
    String text =
        """
        port %d
        node-id %s
        tls-replication yes
        tls-cert-file %s/node.crt
        tls-key-file %s/node.key
        tls-ca-cert-file %s/ca.crt
        """
                .formatted(clientPort, id, folder, folder, folder)
            + members
            + String.join("\n", more)
            + "\n";
    return ConfigLoader.load(Files.writeString(folder.resolve("kv.conf"), text), List.of());
  }

  /// One end of a connection, with what came.
  static final class End extends ChannelInboundHandlerAdapter {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile Channel channel;

    /// Says something, and returns what comes back.
    String ask(String words) throws InterruptedException {
      var _ = channel.writeAndFlush(Unpooled.copiedBuffer(words, StandardCharsets.US_ASCII));
      String answer = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
      return answer == null ? "(silence)" : answer;
    }

    Channel channel() {
      return channel;
    }

    /// The version of TLS that is spoken.
    String protocol() {
      return channel.pipeline().get(SslHandler.class).engine().getSession().getProtocol();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      heard.add(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      heard.add(END);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }

  /// Connects to the port.
  End connect(Node node) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port());
    End end = new End();
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    node.tls().connecting(channel, address);
                    channel.pipeline().addLast(end);
                  }
                })
            .connect(address)
            .syncUninterruptibly();
    end.channel = connected.channel();
    return end;
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    made.forEach(GroupTls::close);
  }

  private final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      read.addAndGet(((ByteBuf) message).readableBytes());
      var _ = ctx.writeAndFlush(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }
}
