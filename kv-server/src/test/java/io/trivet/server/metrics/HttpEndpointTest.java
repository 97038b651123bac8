package io.trivet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpEndpointTest {
  private final Metrics metrics = new Metrics();
  private final Health health = new Health();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpEndpoint endpoint;
  private int port;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    endpoint = HttpEndpoint.start(List.of(any), metrics, health);
    port = endpoint.addresses().getFirst().getPort();
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
    metrics.close();
  }

  @Test
  void servesMetricsInBothFormats() throws Exception {
    metrics.bind(MetricSpecs.CONNECTIONS, () -> 3);
    HttpResponse<String> plain = get("/metrics");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(type(plain)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(plain.body()).contains("\ntrivet_connections 3.0\n").doesNotContain("# EOF");
    HttpResponse<String> open =
        client.send(
            request("/metrics?x=1").header("Accept", "application/openmetrics-text").build(),
            BodyHandlers.ofString());
    assertThat(type(open)).startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void tellsWhyItIsNotReady() throws Exception {
    AtomicReference<String> reason = new AtomicReference<>("replays the log");
    health.addLive("log", () -> "");
    health.addReady("recovery", reason::get);
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/live").body()).isEqualTo("log: ok\n");
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("log: ok\nrecovery: replays the log\n");
    reason.set("");
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/ready").body()).isEqualTo("log: ok\nrecovery: ok\n");
  }

  @Test
  void aNodeThatDoesNotLiveIsNotReady() throws Exception {
    health.addLive("log", () -> "a sync failed");
    health.addLive(
        "loops",
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThat(get("/live").statusCode()).isEqualTo(503);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body())
        .contains("log: a sync failed\n")
        .contains("loops: the check failed: java.lang.IllegalStateException: broken\n");
  }

  @Test
  void withoutChecksAllIsWell() throws Exception {
    assertThat(get("/ready").body()).isEqualTo("ok\n");
  }

  @Test
  void answersHeadWithTheHeadersOfGet() throws Exception {
    HttpResponse<String> head =
        client.send(request("/live").HEAD().build(), BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).contains("3");
    assertThat(head.body()).isEmpty();
    assertThat(get("/live").body()).isEqualTo("ok\n");
  }

  @Test
  void refusesOtherPathsMethodsAndBodies() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/").statusCode()).isEqualTo(404);
    HttpResponse<String> delete =
        client.send(request("/metrics").DELETE().build(), BodyHandlers.ofString());
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("allow")).contains("GET, HEAD");
    HttpResponse<String> post =
        client.send(
            request("/metrics").POST(BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertThat(post.statusCode()).isEqualTo(413);
    assertThat(post.headers().firstValue("connection")).contains("close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "GET /metrics\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abc\n"
      })
  void closesOnOtherProtocolsWithoutAnAnswer(String bytes) throws IOException {
    assertThat(conversation(bytes.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void closesOnLinesAndHeadersThatAreTooLong() throws IOException {
    String line = "GET /" + "x".repeat(2000) + " HTTP/1.1\r\n\r\n";
    assertThat(conversation(line.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    String headers = "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(3000) + "\r\n";
    assertThat(conversation(headers.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void survivesRandomBytes() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      byte[] bytes = new byte[1 + random.nextInt(3000)];
      random.nextBytes(bytes);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(bytes);
      }
    }
    assertThat(get("/live").statusCode()).isEqualTo(200);
  }

  @Test
  void closesConnectionsAboveTheLimit() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 65; i++) {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }
      assertThat(sockets.getLast().getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void namesTheAddressThatItCannotBind() {
    List<InetSocketAddress> taken = endpoint.addresses();
    assertThatThrownBy(() -> HttpEndpoint.start(taken, metrics, health))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("in use");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  /// Sends bytes and reads until the other side closes; a reset counts as closed.
  private byte[] conversation(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes);
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }
}
