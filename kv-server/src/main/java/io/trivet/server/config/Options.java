package io.trivet.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All options there are, by section and by name.
///
/// Invariants: a name or an alias belongs to one option.
public final class Options {
  private static final List<OptionSection> SECTIONS =
      List.of(
          NetworkOptions.section(),
          SecurityOptions.section(),
          DurabilityOptions.section(),
          GroupOptions.section(),
          TlsOptions.section(),
          MemoryOptions.section(),
          KeyspaceOptions.section(),
          ObservabilityOptions.section(),
          NetworkOptions.sectionWithoutEffect(),
          SecurityOptions.sectionWithoutEffect(),
          DurabilityOptions.rdbSectionWithoutEffect(),
          DurabilityOptions.aofSectionWithoutEffect(),
          MemoryOptions.sectionWithoutEffect(),
          KeyspaceOptions.sectionWithoutEffect(),
          ObservabilityOptions.sectionWithoutEffect(),
          ProcessOptions.sectionWithoutEffect(),
          ReplicationOptions.sectionWithoutEffect(),
          ClusterOptions.sectionWithoutEffect(),
          TlsOptions.sectionWithoutEffect());

  private static final List<Option<?>> ALL =
      SECTIONS.stream().<Option<?>>flatMap(section -> section.options().stream()).toList();
  private static final Map<String, Option<?>> BY_NAME = byName();

  private Options() {}

  /// The sections in the order of the reference.
  public static List<OptionSection> sections() {
    return SECTIONS;
  }

  /// All options in the order of the reference.
  public static List<Option<?>> all() {
    return ALL;
  }

  /// The option with a name or an alias, in any case, or null if there is none.
  public static @Nullable Option<?> named(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /// Every name and alias with its option, in the order of the reference.
  static Map<String, Option<?>> names() {
    return BY_NAME;
  }

  private static Map<String, Option<?>> byName() {
    Map<String, Option<?>> byName = new LinkedHashMap<>();
    for (Option<?> option : ALL) {
      List<String> names = new ArrayList<>(List.of(option.name()));
      names.addAll(option.aliases());
      for (String name : names) {
        if (byName.put(name, option) != null) {
          throw new IllegalStateException("two options are called " + name);
        }
      }
    }
    return Collections.unmodifiableMap(byName);
  }
}
