package io.trivet.server.session;

import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The clients that see all commands: MONITOR.
///
/// ```
/// +1339518083.107412 [0 127.0.0.1:60866] "SET" "a" "b"
/// ```
///
/// Threads: any; a line is handed over on the loop of the client that sees it. While nobody looks a
/// command costs one read.
public final class Monitors {
  private final List<Session> sessions = new CopyOnWriteArrayList<>();

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /// Whether nobody looks.
  public boolean isEmpty() {
    return sessions.isEmpty();
  }

  /// Shows a command that `session` gave, unless it is administrative.
  ///
  /// @param nowUs on the wall clock, in microseconds
  public void show(CommandSpec spec, Session session, Request request, long nowUs) {
    if (spec.has(CommandFlag.ADMIN) || spec.has(CommandFlag.SKIP_MONITOR)) {
      return;
    }
    byte[] line = line(spec, session, request, nowUs);
    for (Session each : sessions) {
      each.loop().execute(() -> each.show(line));
    }
  }

  private static byte[] line(CommandSpec spec, Session session, Request request, long nowUs) {
    Redaction redaction = new Redaction(spec, request);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String head =
        "+%d.%06d [%d %s]"
            .formatted(
                nowUs / 1_000_000, nowUs % 1_000_000, session.databaseIndex(), session.address());
    line.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    for (int word = 0; word < request.count(); word++) {
      line.write(' ');
      quote(redaction.word(word), line);
    }
    line.write('\r');
    line.write('\n');
    return line.toByteArray();
  }

  private static void quote(Bytes word, ByteArrayOutputStream line) {
    line.write('"');
    for (int i = 0; i < word.length(); i++) {
      int octet = word.at(i) & 0xFF;
      switch (octet) {
        case '"', '\\' -> escape(octet, line);
        case '\n' -> escape('n', line);
        case '\r' -> escape('r', line);
        case '\t' -> escape('t', line);
        case 7 -> escape('a', line);
        case '\b' -> escape('b', line);
        default -> {
          if (octet >= ' ' && octet <= '~') {
            line.write(octet);
          } else {
            line.writeBytes("\\x%02x".formatted(octet).getBytes(StandardCharsets.US_ASCII));
          }
        }
      }
    }
    line.write('"');
  }

  private static void escape(int letter, ByteArrayOutputStream line) {
    line.write('\\');
    line.write(letter);
  }
}
