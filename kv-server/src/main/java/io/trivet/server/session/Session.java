package io.trivet.server.session;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.RespEncoder;
import org.jspecify.annotations.Nullable;

/// One client's state.
///
/// Threads: the connection's event loop, but for the identity, which never changes.
public final class Session implements SessionAccess {

  private final long id;
  private final ServerAccess server;
  private final Outbox outbox;
  private final RespEncoder encoder;
  private final Transaction transaction = new Transaction();
  private int protocol = RespEncoder.RESP2;
  private int databaseIndex;
  private boolean isAuthenticated;
  private boolean closesAfterReply;
  private @Nullable BlockedCall blockedCall;

  /// A session that is authenticated from the start if the server asks for no password.
  public Session(
      long id, ServerAccess server, Outbox outbox, RespEncoder encoder, boolean isAuthenticated) {
    this.id = id;
    this.server = server;
    this.outbox = outbox;
    this.encoder = encoder;
    this.isAuthenticated = isAuthenticated;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public ServerAccess server() {
    return server;
  }

  @Override
  public int protocol() {
    return protocol;
  }

  @Override
  public void useProtocol(int version) {
    protocol = version;
  }

  @Override
  public int databaseIndex() {
    return databaseIndex;
  }

  @Override
  public void select(int database) {
    databaseIndex = database;
  }

  @Override
  public boolean isAuthenticated() {
    return isAuthenticated;
  }

  @Override
  public void authenticated(boolean isTrue) {
    isAuthenticated = isTrue;
  }

  @Override
  public boolean inTransaction() {
    return transaction.isOpen();
  }

  @Override
  public void beginTransaction() {
    transaction.open();
  }

  @Override
  public void dropTransaction() {
    transaction.close();
  }

  @Override
  public void unwatch() {
    transaction.unwatch();
  }

  @Override
  public void closeAfterReply() {
    closesAfterReply = true;
  }

  public boolean closesAfterReply() {
    return closesAfterReply;
  }

  public Transaction transaction() {
    return transaction;
  }

  public Outbox outbox() {
    return outbox;
  }

  /// Answers: the bytes leave when `sequence` is committed.
  public void reply(Reply reply, long sequence) {
    encoder.write(reply, outbox.open(), protocol);
    outbox.need(sequence);
  }

  /// Answers a line that is an error already.
  public void replyText(String error) {
    encoder.error(error, outbox.open());
  }

  /// The connection is gone.
  public void disconnected() {
    transaction.close();
  }

  /// Why this session may not run a command now, or null.
  public @Nullable CommandError refusal(CommandSpec spec) {
    return null;
  }

  /// The blocking command that this session waits for, or null.
  public @Nullable BlockedCall blockedCall() {
    return blockedCall;
  }

  public void blockedCall(@Nullable BlockedCall call) {
    blockedCall = call;
  }
}
