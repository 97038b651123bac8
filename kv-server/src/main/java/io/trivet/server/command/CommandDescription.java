package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What COMMAND tells clients of a command: the old tuple with key specifications, and the map of
/// its documentation.
public final class CommandDescription {

  private CommandDescription() {}

  /// The ten elements of COMMAND INFO.
  public static Reply information(CommandSpec spec) {
    KeySpec.Range range = spec.keyRange();
    return Reply.array(
        Reply.bulk(spec.name()),
        Reply.integer(spec.arity()),
        statuses(spec.flags().stream().filter(CommandFlag::isTold).toList(), CommandFlag::wireName),
        Reply.integer(range.first()),
        Reply.integer(range.last()),
        Reply.integer(range.step()),
        statuses(spec.categories(), category -> "@" + category.wireName()),
        Reply.set(spec.hints().stream().map(Reply::bulk).toList()),
        Reply.set(spec.keySpecs().stream().map(CommandDescription::keySpec).toList()),
        subcommands(spec));
  }

  /// The map of COMMAND DOCS.
  public static Reply documentation(CommandSpec spec) {
    List<Reply> map = new ArrayList<>();
    add(map, "summary", Reply.bulk(spec.summary()));
    add(map, "since", Reply.bulk(spec.since()));
    add(map, "group", Reply.bulk(spec.group().wireName()));
    if (!spec.complexity().isEmpty()) {
      add(map, "complexity", Reply.bulk(spec.complexity()));
    }
    CommandSpec.Deprecation deprecation = spec.deprecation();
    if (deprecation != null) {
      add(map, "doc_flags", Reply.set(List.of(Reply.simple("deprecated"))));
      add(map, "deprecated_since", Reply.bulk(deprecation.since()));
      add(map, "replaced_by", Reply.bulk(deprecation.replacedBy()));
    }
    if (!spec.history().isEmpty()) {
      add(
          map,
          "history",
          Reply.set(spec.history().stream().map(CommandDescription::change).toList()));
    }
    if (!spec.arguments().isEmpty()) {
      add(map, "arguments", new ArgumentDescription().list(spec.arguments()));
    }
    if (!spec.subcommands().isEmpty()) {
      List<Reply> children = new ArrayList<>();
      for (CommandSpec child : spec.subcommands()) {
        add(children, child.name(), documentation(child));
      }
      add(map, "subcommands", Reply.map(children));
    }
    return Reply.map(map);
  }

  /// The flags of keys, as COMMAND GETKEYSANDFLAGS shows them.
  ///
  /// @param bits bits of [KeyFlag]
  public static Reply keyFlags(int bits) {
    List<KeyFlag> flags = new ArrayList<>();
    for (KeyFlag flag : KeyFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return statuses(flags, KeyFlag::wireName);
  }

  private static Reply subcommands(CommandSpec spec) {
    List<Reply> children =
        spec.subcommands().stream().map(CommandDescription::information).toList();
    return children.isEmpty() ? Reply.set(children) : Reply.array(children);
  }

  private static Reply change(CommandSpec.Change change) {
    return Reply.array(Reply.bulk(change.version()), Reply.bulk(change.text()));
  }

  private static Reply keySpec(KeySpec spec) {
    return Reply.map(
        Reply.bulk("flags"),
        statuses(spec.flags(), KeyFlag::wireName),
        Reply.bulk("begin_search"),
        begin(spec.begin()),
        Reply.bulk("find_keys"),
        find(spec.find()));
  }

  private static Reply begin(KeySpec.Begin begin) {
    return switch (begin) {
      case KeySpec.Begin.Index(int word) ->
          typed("index", Reply.bulk("index"), Reply.integer(word));
      case KeySpec.Begin.AfterKeyword(String keyword, int from) ->
          typed(
              "keyword",
              Reply.bulk("keyword"),
              Reply.bulk(keyword.toUpperCase(Locale.ROOT)),
              Reply.bulk("startfrom"),
              Reply.integer(from));
      case KeySpec.Begin.Unknown() -> typed("unknown");
    };
  }

  private static Reply find(KeySpec.Find find) {
    return switch (find) {
      case KeySpec.Find.Range(int last, int step, int limit) ->
          typed(
              "range",
              Reply.bulk("lastkey"),
              Reply.integer(last),
              Reply.bulk("keystep"),
              Reply.integer(step),
              Reply.bulk("limit"),
              Reply.integer(limit));
      case KeySpec.Find.Counted(int number, int first, int step) ->
          typed(
              "keynum",
              Reply.bulk("keynumidx"),
              Reply.integer(number),
              Reply.bulk("firstkey"),
              Reply.integer(first),
              Reply.bulk("keystep"),
              Reply.integer(step));
      case KeySpec.Find.Unknown() -> typed("unknown");
    };
  }

  private static Reply typed(String type, Reply... spec) {
    return Reply.map(Reply.bulk("type"), Reply.bulk(type), Reply.bulk("spec"), Reply.map(spec));
  }

  private static <T> Reply statuses(Collection<T> items, Function<T, String> name) {
    return Reply.set(items.stream().map(name).map(Reply::simple).toList());
  }

  private static void add(List<Reply> map, String name, Reply value) {
    map.add(Reply.bulk(name));
    map.add(value);
  }
}
