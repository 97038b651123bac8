package io.trivet.raft.jraft;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.alipay.sofa.jraft.rpc.impl.PingRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.cli.ResetPeerRequestProcessor;
import com.alipay.sofa.jraft.util.Endpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The peer port over a real socket: who gets in, and how fast a ping fails.
class PeerPortTest {

  private static final PingRequest PING = PingRequest.newBuilder().setSendTimestamp(1).build();

  private final PeerTransport transport = new PeerTransport(null);
  private final NettyRpcClient client = new NettyRpcClient(transport);
  private NettyRpcServer server;
  private Endpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    client.init(new PeerNodeOptions(transport, 500, 100));
    endpoint = new Endpoint("127.0.0.1", freePort());
    server = newServer();
    assertThat(server.init(null)).isTrue();
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.shutdown();
    transport.close();
  }

  @Test
  void pingIsAnswered() {
    assertPong();
    assertThat(client.checkConnection(endpoint)).isTrue();
  }

  @Test
  void onlyTheGivenAddressIsBound() {
    assertThatThrownBy(() -> new Socket("127.0.0.2", endpoint.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void administrationOfTheLibraryCannotBeOffered() {
    assertThatThrownBy(() -> server.registerProcessor(new ResetPeerRequestProcessor(null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// An election pings under a lock: on a busy machine a peer that has accepted may take its time.
  @Test
  void pingAsksForAConnectionAndNotForAnAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Endpoint host = new Endpoint("127.0.0.1", silent.getLocalPort());
      assertThat(client.invokeSync(host, PING, 5_000)).isInstanceOf(ErrorResponse.class);
    }
  }

  @Test
  void pingWhereNobodyListensFailsFast() throws IOException {
    Endpoint nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      nobody = new Endpoint("127.0.0.1", closed.getLocalPort());
    }
    for (int i = 0; i < 5; i++) {
      long startNs = System.nanoTime();
      assertThatThrownBy(() -> client.invokeSync(nobody, PING, 5_000))
          .isInstanceOf(RemotingException.class);
      assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  @Test
  void callWithoutAConnectionMakesOne() throws RemotingException {
    assertThat(client.checkConnection(endpoint)).isFalse();
    CompletableFuture<Object> answer = new CompletableFuture<>();
    client.invokeAsync(endpoint, PING, null, new DirectCallback(answer), 1_000);
    assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(ErrorResponse.class);
    assertThat(client.checkConnection(endpoint)).isTrue();
  }

  @Test
  void callToNobodyFails() throws RemotingException {
    server.shutdown();
    CompletableFuture<Object> answer = new CompletableFuture<>();
    client.invokeAsync(endpoint, PING, null, new DirectCallback(answer), 1_000);
    assertThatThrownBy(() -> answer.orTimeout(20, TimeUnit.SECONDS).join())
        .hasRootCauseInstanceOf(SocketException.class); // refused, or reset while it closes;
  }

  @Test
  void connectionIsMadeAgainWhenThePeerIsBack() {
    assertPong();
    server.shutdown();
    Await.until("lost", () -> !client.checkConnection(endpoint));
    server = newServer();
    Await.until("bound", () -> server.init(null));
    Await.until("connected", () -> client.checkConnection(endpoint, true));
    assertPong();
  }

  @Test
  void garbageClosesItsConnectionAndNoOther() throws IOException {
    assertPong();
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(garbage);
      garbage[0] |= 0x40; // a length out of bounds
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(endpoint.getIp(), endpoint.getPort()), 1_000);
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(garbage.length < 4 ? new byte[] {0x7f, 0, 0, 0} : garbage);
        assertThat(isClosedByPeer(socket)).isTrue();
      }
    }
    assertPong();
  }

  @Test
  void connectionsOfTheSecondProtocolGoToItsAcceptorAndAllOthersToTheLibrary() throws Exception {
    BlockingQueue<Channel> taken = new LinkedBlockingQueue<>();
    int magic = 0x41424344;
    PeerProtocol echo =
        new PeerProtocol(
            magic,
            channel -> {
              channel.pipeline().addLast(new Echo());
              taken.add(channel);
            });
    try (PeerTransport shared = new PeerTransport(PeerIo.nio(), echo, null)) {
      int port = freePort();
      InetAddress loopback = InetAddress.getLoopbackAddress();
      NettyRpcServer both =
          new NettyRpcServer(shared, new InetSocketAddress(loopback, port), shared.second());
      both.registerProcessor(new PingRequestProcessor(null));
      assertThat(both.init(null)).isTrue();
      try (Socket socket = new Socket(loopback, port)) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(new byte[] {'A', 'B'});
        endpoint = new Endpoint("127.0.0.1", port);
        assertPong();
        assertThat(taken).isEmpty();
        socket.getOutputStream().write(new byte[] {'C', 'D', 'E'});
        assertThat(socket.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("ABCDE");
        Channel channel = taken.take();
        assertThat(channel.pipeline().get(ReadTimeoutHandler.class)).isNull();
        assertThat(channel.pipeline().get(RpcFrameDecoder.class)).isNull();
      }
      assertPong();
      both.shutdown();
    }
  }

  @Test
  void magicThatMayBeALengthIsRefused() {
    assertThatThrownBy(() -> new PeerProtocol(1 << 20, channel -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var _ = ctx.writeAndFlush(message);
    }
  }

  private static boolean isClosedByPeer(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  private void assertPong() {
    Await.until("pong", this::isPong);
  }

  private boolean isPong() {
    try {
      return client.invokeSync(endpoint, PING, 1_000) instanceof ErrorResponse pong
          && pong.getErrorCode() == 0;
    } catch (InterruptedException | RemotingException e) {
      return false;
    }
  }

  private NettyRpcServer newServer() {
    NettyRpcServer fresh =
        new NettyRpcServer(
            transport, new InetSocketAddress(endpoint.getIp(), endpoint.getPort()), null);
    fresh.registerProcessor(new PingRequestProcessor(null));
    return fresh;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
