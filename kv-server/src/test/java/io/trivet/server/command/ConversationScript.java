package io.trivet.server.command;

import io.trivet.server.resp.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What several clients say to a server and hear from it, from a file
/// `conversations/FAMILY/NAME.txt`.
///
/// ```
/// # comment
/// a> SUBSCRIBE c                 client a sends; it connects when it is first named
/// a< ["subscribe" "c" :1]        and hears this, see ReplyNotation
/// b> PUBLISH c hello
/// b< :1
/// a< ["message" "c" "hello"]     a hears more
/// a~ ...                         in any order among the lines of a that have the mark
/// redis b< :2                    instead of the lines of b, this is what the installed Redis says
/// redis b<                       or nothing
/// a< closed                      the server has closed the connection of a
/// @time 1500                     1500 milliseconds pass
/// @close a                       a goes away
/// @ours                          not for Redis: it differs on purpose
/// ```
///
/// `...` inside a line stands for any text. What is not told is not said: each line that a client
/// hears is expected.
final class ConversationScript {
  private static final Path FOLDER = Path.of("src", "test", "resources", "conversations");
  private static final Pattern REQUEST = Pattern.compile("(\\w+)> ?(.*)");
  private static final Pattern HEARD = Pattern.compile("(redis )?(\\w+)([<~]) ?(.*)");

  /// What happens.
  sealed interface Act {}

  /// A client sends a request.
  record Say(String client, Request request) implements Act {}

  /// Time passes.
  record Pass(long ms) implements Act {}

  /// A client goes away.
  record Leave(String client) implements Act {}

  /// What a client hears after an act.
  static final class Heard {
    private final List<String> lines = new ArrayList<>();
    private boolean isInOrder = true;

    /// Whether the client heard what it was to hear.
    boolean accepts(List<String> actual) {
      List<String> left = new ArrayList<>(actual);
      for (String line : lines) {
        int at = isInOrder ? 0 : find(line, left);
        if (at < 0 || at >= left.size() || !matches(line, left.get(at))) {
          return false;
        }
        left.remove(at);
      }
      return left.isEmpty();
    }

    /// How many lines.
    int count() {
      return lines.size();
    }

    private static int find(String line, List<String> actual) {
      for (int i = 0; i < actual.size(); i++) {
        if (matches(line, actual.get(i))) {
          return i;
        }
      }
      return -1;
    }

    private static boolean matches(String expected, String actual) {
      StringBuilder regex = new StringBuilder();
      for (String part : expected.split(Pattern.quote("..."), -1)) {
        regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
      }
      return actual.matches(regex.toString());
    }

    @Override
    public String toString() {
      return lines.toString();
    }
  }

  /// An act and what each client hears after it.
  record Step(int line, Act act, Map<String, Heard> heard, Map<String, Heard> heardOfRedis) {

    Heard heard(String client, boolean ofRedis) {
      Heard ours = heard.getOrDefault(client, new Heard());
      return ofRedis ? heardOfRedis.getOrDefault(client, ours) : ours;
    }
  }

  private final String name;
  private final List<Step> steps = new ArrayList<>();
  private boolean isOurs;

  private ConversationScript(String name) {
    this.name = name;
  }

  /// All conversations.
  static List<ConversationScript> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(ConversationScript::read)
          .toList();
    }
  }

  /// Family and name.
  String name() {
    return name;
  }

  /// Whether Redis would say something else altogether.
  boolean isOurs() {
    return isOurs;
  }

  List<Step> steps() {
    return steps;
  }

  private static ConversationScript read(Path file) {
    try {
      String name = file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
      ConversationScript script = new ConversationScript(name);
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        script.parse(i + 1, lines.get(i).stripLeading());
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse(int number, String line) {
    Matcher request = REQUEST.matcher(line);
    Matcher heard = HEARD.matcher(line);
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("@time ")) {
      add(number, new Pass(Long.parseLong(line.substring(6).strip())));
    } else if (line.startsWith("@close ")) {
      add(number, new Leave(line.substring(7).strip()));
    } else if (line.startsWith("@ours")) {
      isOurs = true;
    } else if (request.matches()) {
      add(number, new Say(request.group(1), CommandScript.request(request.group(2))));
    } else if (heard.matches()) {
      hear(heard);
    } else {
      throw new IllegalArgumentException(name + ":" + number + " says nothing");
    }
  }

  private void add(int number, Act act) {
    steps.add(new Step(number, act, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  private void hear(Matcher line) {
    Step step = steps.getLast();
    Map<String, Heard> heard = line.group(1) == null ? step.heard() : step.heardOfRedis();
    Heard ofClient = heard.computeIfAbsent(line.group(2), _ -> new Heard());
    ofClient.isInOrder &= line.group(3).equals("<");
    if (!line.group(4).isEmpty()) {
      ofClient.lines.add(line.group(4));
    }
  }
}
