package io.trivet.server.command.connection;

import io.trivet.server.command.Authentication;
import io.trivet.server.command.ClientFacts;

/// A client as a line of CLIENT LIST: `name=value` pairs with Redis's names, and a line end.
///
/// Fields of Redis that mean nothing here are 0: words of the command that runs, and blocks of
/// replies, take no memory of their own.
final class ClientLine {

  private ClientLine() {}

  static String of(ClientFacts client) {
    ClientFacts.Memory memory = client.memory();
    return "id=%d addr=%s laddr=%s fd=%d name=%s age=%d idle=%d flags=%s"
            .formatted(
                client.id(),
                client.address(),
                client.localAddress(),
                client.descriptor(),
                client.name(),
                client.ageSeconds(),
                client.idleSeconds(),
                client.flags())
        + " db=%d sub=%d psub=%d ssub=%d multi=%d"
            .formatted(
                client.databaseIndex(),
                client.subscriptions(),
                client.patterns(),
                client.shardSubscriptions(),
                client.queued())
        + " qbuf=%d qbuf-free=%d argv-mem=0 multi-mem=%d rbs=0 rbp=0 obl=0 oll=0 omem=%d tot-mem=%d"
            .formatted(
                memory.inputBytes(),
                memory.inputRoomBytes(),
                memory.queuedBytes(),
                memory.outputBytes(),
                memory.totalBytes())
        + " events=r cmd=%s user=%s redir=-1 resp=%d lib-name=%s lib-ver=%s\n"
            .formatted(
                client.lastCommand().isEmpty() ? "NULL" : client.lastCommand(),
                Authentication.USER,
                client.protocol(),
                client.libraryName(),
                client.libraryVersion());
  }
}
