package io.trivet.server.command;

import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A conversation with a server, from a file `commands/FAMILY/NAME.txt`: requests, each followed by
/// the reply that Redis 7.2 gives.
///
/// ```
/// # comment, to the end of the line; only at its start
/// > RPUSH l "a b" c          a request, in RESP2; words as in redis-cli
/// :2                         its reply, see ReplyNotation
/// 3> LRANGE l 0 -1           the same in RESP3
/// >~ SMEMBERS s              elements in the order of their texts, see ReplyOrder
/// "a" | "b"                  either of two replies
/// redis: :3                  what redis-server 7.0 says instead, see RedisScriptTest
/// @time 1500                 1500 milliseconds pass
/// @db 1                      later requests go to database 1
/// @limits packed             only with the packed encodings (or: expanded), not with both
/// ```
///
/// A script starts with no keys. An error may be told only up to `...` at its end.
final class CommandScript {
  private static final Path FOLDER = Path.of("src", "test", "resources", "commands");
  private static final String DIFFERENCE = "redis:";
  private static final Pattern REQUEST = Pattern.compile("(3?)>(~[a-z]*)? (.*)");

  /// One step of a script.
  sealed interface Step {}

  /// A request and what must come back: any of `replies`.
  record Exchange(
      int line,
      String text,
      int protocol,
      ReplyOrder order,
      Request request,
      List<String> replies,
      List<String> repliesOfRedis)
      implements Step {

    boolean accepts(String reply) {
      return replies.stream().anyMatch(expected -> matches(expected, reply));
    }

    boolean acceptsFromRedis(String reply) {
      return repliesOfRedis.stream().anyMatch(expected -> matches(expected, reply));
    }

    private static boolean matches(String expected, String reply) {
      return expected.startsWith("-") && expected.endsWith("...")
          ? reply.startsWith(expected.substring(0, expected.length() - 3))
          : reply.equals(expected);
    }
  }

  /// Later requests go to this database.
  record Selection(int database) implements Step {}

  /// Time passes.
  record Pause(long ms) implements Step {}

  private final String name;
  private final List<Step> steps = new ArrayList<>();
  private String limits = "";

  private CommandScript(String name) {
    this.name = name;
  }

  /// All scripts.
  static List<CommandScript> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(CommandScript::read)
          .toList();
    }
  }

  private static CommandScript read(Path file) {
    try {
      String name = file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
      CommandScript script = new CommandScript(name);
      script.parse(Files.readAllLines(file));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Family and name.
  String name() {
    return name;
  }

  List<Step> steps() {
    return steps;
  }

  /// Whether the script wants to be run with these limits: `packed` or `expanded`.
  boolean wants(String thoseLimits) {
    return limits.isEmpty() || limits.equals(thoseLimits);
  }

  /// A request, its words as in redis-cli.
  static Request request(String line) {
    return Request.of(new Words(line).all());
  }

  private void parse(List<String> lines) {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++).strip();
      Matcher request = REQUEST.matcher(line);
      if (request.matches()) {
        if (i == lines.size()) {
          throw new IllegalArgumentException(name + " has no reply to its last request");
        }
        String reply = lines.get(i).strip();
        boolean differs = i + 1 < lines.size() && lines.get(i + 1).startsWith(DIFFERENCE);
        String ofRedis = differs ? lines.get(i + 1).substring(DIFFERENCE.length()).strip() : reply;
        steps.add(exchange(i, request, reply, ofRedis));
        i += differs ? 2 : 1;
      } else if (line.startsWith("@time ")) {
        steps.add(new Pause(Long.parseLong(line.substring(6))));
      } else if (line.startsWith("@db ")) {
        steps.add(new Selection(Integer.parseInt(line.substring(4))));
      } else if (line.startsWith("@limits ")) {
        limits = line.substring(8);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new IllegalArgumentException(name + ":" + i + " is neither request nor comment");
      }
    }
  }

  private static Exchange exchange(int line, Matcher request, String reply, String ofRedis) {
    String order = request.group(2);
    return new Exchange(
        line,
        request.group(3),
        request.group(1).isEmpty() ? 2 : 3,
        ReplyOrder.ofMark(order == null ? "" : order),
        request(request.group(3)),
        List.of(reply.split(" \\| ")),
        List.of(ofRedis.split(" \\| ")));
  }

  /// Splits a line into words as redis-cli does.
  private static final class Words {
    private final String line;
    private int at;

    Words(String line) {
      this.line = line;
    }

    List<Bytes> all() {
      List<Bytes> words = new ArrayList<>();
      while (at < line.length()) {
        if (line.charAt(at) == ' ') {
          at++;
        } else {
          words.add(word());
        }
      }
      return words;
    }

    private Bytes word() {
      ByteArrayOutputStream word = new ByteArrayOutputStream();
      boolean isQuoted = line.charAt(at) == '"';
      char end = isQuoted ? '"' : ' ';
      at += isQuoted ? 1 : 0;
      while (at < line.length() && line.charAt(at) != end) {
        if (isQuoted && line.charAt(at) == '\\') {
          at++;
          word.write(escaped());
        } else {
          byte[] octets = line.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
          word.writeBytes(octets);
          at++;
        }
      }
      at++;
      return Bytes.of(word.toByteArray());
    }

    private int escaped() {
      char c = line.charAt(at++);
      return switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'x' -> {
          at += 2;
          yield Integer.parseInt(line.substring(at - 2, at), 16);
        }
        default -> c;
      };
    }
  }
}
