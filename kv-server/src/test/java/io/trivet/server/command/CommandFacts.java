package io.trivet.server.command;

import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What redis-server 7.0.15 says of all its commands, and what we say of ours, in the same form.
///
/// @param arity exact, or least and negated
/// @param flags sorted
/// @param keyRange first, last, step
/// @param categories sorted
/// @param keySpecs one text a specification
record CommandFacts(
    String arity, String flags, String keyRange, String categories, String keySpecs) {

  private static final int FIELDS = 10;

  /// The commands of the recorded server, by full name.
  static Map<String, CommandFacts> ofRedis() throws IOException, InterruptedException {
    Map<String, CommandFacts> all = new LinkedHashMap<>();
    for (List<String> row : FactTable.read("commands", CommandFacts::ask)) {
      all.put(
          row.get(0), new CommandFacts(row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)));
    }
    return all;
  }

  /// What we derive.
  static CommandFacts of(CommandSpec spec) {
    KeySpec.Range range = spec.keyRange();
    return new CommandFacts(
        Integer.toString(spec.arity()),
        joined(
            spec.flags().stream().filter(CommandFlag::isTold).map(CommandFlag::wireName).toList()),
        range.first() + " " + range.last() + " " + range.step(),
        joined(spec.categories().stream().map(c -> "@" + c.wireName()).toList()),
        spec.keySpecs().stream().map(CommandFacts::text).collect(Collectors.joining("; ")));
  }

  private static String text(KeySpec spec) {
    String begin =
        switch (spec.begin()) {
          case KeySpec.Begin.Index(int word) -> "index " + word;
          case KeySpec.Begin.AfterKeyword(String keyword, int from) ->
              "keyword " + keyword + " " + from;
          case KeySpec.Begin.Unknown() -> "unknown";
        };
    String find =
        switch (spec.find()) {
          case KeySpec.Find.Range(int last, int step, int limit) ->
              "range " + last + " " + step + " " + limit;
          case KeySpec.Find.Counted(int number, int first, int step) ->
              "keynum " + number + " " + first + " " + step;
          case KeySpec.Find.Unknown() -> "unknown";
        };
    return joined(spec.flags().stream().map(KeyFlag::wireName).toList())
        + ": "
        + begin
        + ", "
        + find;
  }

  private static String joined(List<String> names) {
    return String.join(" ", new TreeSet<>(names));
  }

  private static List<List<String>> ask(RedisServer server)
      throws IOException, InterruptedException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (Object command : (List<?>) redis.askTree("COMMAND")) {
        add((List<?>) command, rows);
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static void add(List<?> command, Map<String, List<String>> rows) {
    String name = command.get(0).toString();
    rows.put(
        name,
        List.of(
            name,
            command.get(1).toString(),
            joined(texts(command.get(2))),
            command.get(3) + " " + command.get(4) + " " + command.get(5),
            joined(texts(command.get(6))),
            ((List<?>) command.get(8))
                .stream().map(spec -> specText((List<?>) spec)).collect(Collectors.joining("; "))));
    for (Object child : (List<?>) command.get(FIELDS - 1)) {
      add((List<?>) child, rows);
    }
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  private static String specText(List<?> spec) {
    Map<String, Object> map = map(spec);
    return joined(texts(map.get("flags")))
        + ": "
        + searchText(map.get("begin_search"))
        + ", "
        + searchText(map.get("find_keys"));
  }

  private static String searchText(Object search) {
    Map<String, Object> map = map((List<?>) search);
    StringBuilder text = new StringBuilder(map.get("type").toString());
    List<?> values = (List<?>) map.get("spec");
    for (int i = 1; i < values.size(); i += 2) {
      text.append(' ').append(values.get(i));
    }
    return text.toString();
  }

  private static Map<String, Object> map(List<?> flat) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      map.put(flat.get(i).toString(), flat.get(i + 1));
    }
    return map;
  }
}
