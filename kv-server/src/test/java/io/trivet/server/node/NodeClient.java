package io.trivet.server.node;

import io.netty.buffer.ByteBuf;
import io.trivet.server.dispatch.Client;
import io.trivet.server.dispatch.Outcome;
import io.trivet.server.reply.CommandError;
import io.trivet.server.resp.Request;
import io.trivet.server.session.Outbox;
import io.trivet.server.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledExecutorService;

/// A client of a [NodeFixture]: what a connection does, without a socket. It can stop reading.
public final class NodeClient implements Client, Outbox.Sender {
  private final NodeFixture node;
  private final int port;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ArrayDeque<Request> requests = new ArrayDeque<>();
  private final Outbox outbox;
  private final Session session;
  private boolean isParked;
  private boolean isTouched;
  private boolean isClosed;
  private boolean isReading = true;
  private long unsentBytes;

  NodeClient(NodeFixture node, int port) {
    this.node = node;
    this.port = port;
    this.outbox = node.outbox(this);
    this.session = node.open(outbox, this);
    CommandError refusal = session.admission();
    if (refusal != null) {
      session.reply(refusal.reply(), 0);
      session.closeAfterReply();
      touch();
    }
  }

  /// Sends a request and gives what has come back so far, ISO-8859-1.
  public String ask(String... words) {
    send(words);
    return take();
  }

  /// Sends a request.
  public void send(String... words) {
    send(Request.of(words));
  }

  /// Sends a request.
  public void send(Request request) {
    requests.add(request);
    process();
    node.settle();
  }

  /// What has come and not been taken yet; `<closed>` at its end if the node closed the connection.
  public String take() {
    node.settle();
    String text = received.toString(StandardCharsets.ISO_8859_1);
    received.reset();
    return isClosed ? text + "<closed>" : text;
  }

  /// Takes nothing from the socket any more: what is sent piles up.
  public void stopReading() {
    isReading = false;
  }

  /// Goes away.
  public void disconnect() {
    abort();
    node.settle();
  }

  /// Whether the connection is closed.
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void resume() {
    isParked = false;
    process();
  }

  @Override
  public ScheduledExecutorService loop() {
    return node.loop();
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public String localAddress() {
    return "127.0.0.1:6379";
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public int descriptor() {
    return -1;
  }

  @Override
  public boolean isParked() {
    return isParked;
  }

  @Override
  public void touch() {
    if (!isTouched) {
      isTouched = true;
      node.loop().execute(this::endTurn);
    }
  }

  @Override
  public void abort() {
    if (!isClosed) {
      isClosed = true;
      node.dispatcher().disconnected(this);
      session.disconnected();
      outbox.close();
    }
  }

  @Override
  public long unsentBytes() {
    return unsentBytes;
  }

  @Override
  public int inputBytes() {
    return 0;
  }

  @Override
  public int inputRoomBytes() {
    return 0;
  }

  @Override
  public void send(ByteBuf bytes) {
    if (isReading) {
      try {
        bytes.readBytes(received, bytes.readableBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      unsentBytes += bytes.readableBytes();
    }
    bytes.release();
  }

  private void process() {
    touch();
    node.dispatcher().beginBatch();
    while (!isParked && !isClosed && !session.closesAfterReply() && !requests.isEmpty()) {
      Outcome outcome = node.dispatcher().dispatch(this, requests.peek());
      isParked = outcome != Outcome.DONE;
      if (outcome != Outcome.AGAIN) {
        requests.remove();
      }
    }
  }

  private void endTurn() {
    isTouched = false;
    node.writeLog();
    outbox.seal();
    session.endTurn();
    if (session.closesAfterReply() && !isClosed) {
      outbox.whenEmpty(this::abort);
    }
  }
}
