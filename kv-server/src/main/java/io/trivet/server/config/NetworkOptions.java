package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.autoInteger;
import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.memory;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.words;
import static io.trivet.server.config.OptionDraft.yesNo;

import io.trivet.server.config.OutputBufferLimits.Limit;
import java.util.List;

/// Where and how clients connect, and what one connection may cost.
public final class NetworkOptions {
  private static final int LAST_PORT = 65_535;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /// The most addresses that `bind` takes.
  static final int MOST_ADDRESSES = 16;

  public static final Option<Integer> PORT =
      integer("port", 0, LAST_PORT).byDefault(6379).means("TCP port on which clients are served.");
  public static final Option<List<String>> BIND =
      words("bind", MOST_ADDRESSES)
          .byDefault(List.of("127.0.0.1", "-::1"))
          .means(
              "Addresses of this machine on which clients are served; * and ::* are all of them. An"
                  + " address after a dash is left out if the machine does not have it; any other"
                  + " that cannot be bound stops the start. Only this machine can connect by"
                  + " default: before you open the server to others, set requirepass.");
  public static final Option<Boolean> PROTECTED_MODE =
      yesNo("protected-mode")
          .atRunTime()
          .byDefault(true)
          .means(
              "While no password is set, clients from other machines are answered -DENIED and"
                  + " closed, whatever bind says.");
  public static final Option<Integer> TCP_BACKLOG =
      integer("tcp-backlog", 0, Integer.MAX_VALUE)
          .byDefault(511)
          .means(
              "Connections that may wait to be accepted. The kernel cuts it to"
                  + " net.core.somaxconn.");
  public static final Option<Integer> TCP_KEEPALIVE =
      integer("tcp-keepalive", 0, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(300)
          .means(
              "Seconds of silence after which the kernel asks whether the client is still there; 0"
                  + " never asks. Holds for connections accepted later.");
  public static final Option<Integer> TIMEOUT =
      integer("timeout", 0, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(0)
          .means(
              "Seconds without a command after which a client is closed; 0 is never. Blocked and"
                  + " subscribed clients are not closed.");
  public static final Option<Long> MAX_CLIENTS =
      longInteger("maxclients", 1, 4_294_967_295L)
          .atRunTime()
          .byDefault(10_000L)
          .means(
              "Connections at one time. One more is answered with an error and closed. Each takes a"
                  + " file descriptor, so ulimit -n must be above it: CONFIG SET refuses more.");
  public static final Option<Integer> IO_THREADS =
      autoInteger("io-threads", 1, 128)
          .alias("event-loop-threads")
          .byDefault(AutoIntegerKind.AUTO)
          .means(
              "Event loops. Each serves its share of the connections, runs their commands and writes"
                  + " their replies. auto is one for each processor but one, which is left to the"
                  + " log and the checkpoint. More than there are processors costs memory and gains"
                  + " nothing.");
  public static final Option<Transport> TRANSPORT =
      choice("transport", Transport.class)
          .byDefault(Transport.AUTO)
          .means(
              "How sockets are read and written. auto takes epoll where it works, else nio. A"
                  + " transport that is named and does not work stops the start.");
  public static final Option<Long> PROTO_MAX_BULK_LEN =
      memory("proto-max-bulk-len", MIB, Long.MAX_VALUE)
          .atRunTime()
          .adjustedBy(bytes -> Math.min(bytes, 512 * MIB))
          .byDefault(512 * MIB)
          .means(
              "Longest word of a command, and so the longest key or string. More than 512 MB is"
                  + " taken as 512 MB.");
  public static final Option<Long> CLIENT_QUERY_BUFFER_LIMIT =
      memory("client-query-buffer-limit", MIB, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(GIB)
          .means(
              "Bytes of one unfinished command, and of commands that wait for EXEC, after which the"
                  + " client is closed.");
  public static final Option<OutputBufferLimits> CLIENT_OUTPUT_BUFFER_LIMIT =
      OptionDraft.of("client-output-buffer-limit", new OutputBufferLimitsKind())
          .atRunTime()
          .byDefault(
              new OutputBufferLimits(
                  new Limit(GIB, 0, 0),
                  new Limit(256 * MIB, 64 * MIB, 60),
                  new Limit(32 * MIB, 8 * MIB, 60)))
          .means(
              "Bytes of replies that may wait for a client that does not read: above the hard limit"
                  + " it is closed at once, above the soft limit after so many seconds. 0 is no"
                  + " limit. The classes are normal, replica (standbys are fed in a way of"
                  + " their own, so there are none) and pubsub; classes that a directive does not name keep their limits."
                  + " Redis leaves normal clients without a limit.");
  public static final Option<MemoryLimit> MAXMEMORY_CLIENTS =
      OptionDraft.of("maxmemory-clients", new MemoryLimitKind())
          .atRunTime()
          .byDefault(new MemoryLimit.Absolute(0))
          .means(
              "Memory of all clients' buffers together, in bytes or as a percentage of maxmemory."
                  + " Above it the clients that take most are closed, but for those that asked to be"
                  + " kept by CLIENT NO-EVICT. Looked at once a second. 0 is no limit.");

  private NetworkOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Network and clients",
        List.of(
            PORT,
            BIND,
            PROTECTED_MODE,
            TCP_BACKLOG,
            TCP_KEEPALIVE,
            TIMEOUT,
            MAX_CLIENTS,
            IO_THREADS,
            TRANSPORT,
            PROTO_MAX_BULK_LEN,
            CLIENT_QUERY_BUFFER_LIMIT,
            CLIENT_OUTPUT_BUFFER_LIMIT,
            MAXMEMORY_CLIENTS));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Network",
        "Clients are served on TCP addresses by event loops only: there are no sockets in the file"
            + " system and no marks on sockets, and each loop reads as well as writes.",
        List.of(
            text("unixsocket")
                .refusing(path -> !path.isEmpty(), "Unix sockets are not served: use port and bind")
                .byDefault(""),
            OptionDraft.of("unixsocketperm", new OctalKind(new NumberRange(0, 0x1ff))).byDefault(0),
            yesNo("io-threads-do-reads").byDefault(false),
            longInteger("socket-mark-id", 0, 4_294_967_295L).byDefault(0L),
            text("bind-source-addr").atRunTime().byDefault("")));
  }
}
