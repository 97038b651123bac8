package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import com.google.errorprone.annotations.Immutable;
import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// INFO: facts and figures of the server, in Redis's sections and with Redis's names.
final class Info {

  /// A section, in the order of the text.
  private enum Section {
    SERVER(true, InfoServer::server),
    CLIENTS(true, InfoServer::clients),
    MEMORY(true, InfoMemory::memory),
    PERSISTENCE(true, InfoMemory::persistence),
    STATS(true, InfoStats::traffic),
    REPLICATION(true, InfoReplication::replication),
    CPU(true, InfoServer::cpu),
    MODULES(true, InfoServer::modules),
    COMMANDSTATS(false, InfoStats::commands),
    ERRORSTATS(true, InfoStats::errors),
    LATENCYSTATS(false, InfoStats::latencies),
    CLUSTER(true, InfoServer::cluster),
    SENTINEL(false, InfoReplication::sentinel),
    KEYSPACE(true, InfoServer::keyspace);

    private final boolean isByDefault;
    private final Page page;

    Section(boolean isByDefault, Page page) {
      this.isByDefault = isByDefault;
      this.page = page;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Writes a section.
  @Immutable
  @FunctionalInterface
  private interface Page {
    void write(InfoText text, ServerAccess server);
  }

  private static final Repeated SECTIONS = repeated("section", bytes("section")).optional();

  static final CommandSpec SPEC =
      CommandSpec.named("INFO")
          .since("1.0.0")
          .group(CommandGroup.SERVER)
          .summary("Shows facts and figures of the server.")
          .complexity("O(1)")
          .flags(CommandFlag.LOADING, CommandFlag.STALE)
          .categories(AclCategory.DANGEROUS)
          .history("7.0.0", "More than one section at a time.")
          .hints("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
          .arguments(SECTIONS)
          .handler(Info::execute);

  private Info() {}

  private static Reply execute(Call call, ServerAccess server) {
    InfoText text = new InfoText();
    for (Section section : wanted(call)) {
      section.page.write(text, server);
    }
    return Reply.verbatim(text.toString());
  }

  private static Set<Section> wanted(Call call) {
    EnumSet<Section> wanted = EnumSet.noneOf(Section.class);
    if (!call.has(SECTIONS)) {
      addDefault(wanted);
      return wanted;
    }
    for (Bytes word : call.all(SECTIONS)) {
      switch (word.toString().toLowerCase(Locale.ROOT)) {
        case "default" -> addDefault(wanted);
        case "all" -> {
          wanted.addAll(EnumSet.complementOf(EnumSet.of(Section.MODULES)));
        }
        case "everything" -> wanted.addAll(EnumSet.allOf(Section.class));
        case String name -> addNamed(wanted, name);
      }
    }
    return wanted;
  }

  private static void addDefault(Set<Section> wanted) {
    for (Section section : Section.values()) {
      if (section.isByDefault) {
        wanted.add(section);
      }
    }
  }

  /// An unknown name adds nothing.
  private static void addNamed(Set<Section> wanted, String name) {
    for (Section section : Section.values()) {
      if (section.word().equals(name)) {
        wanted.add(section);
      }
    }
  }
}
