package io.trivet.cli.group;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all members of a group say of it, asked one after the other.
///
/// @param members in the order of their directives
public record GroupView(List<MemberView> members) {
  private static final int TIMEOUT_MS = 2_000;

  /// Asks the members.
  public static GroupView of(List<GroupMember> members) {
    return new GroupView(members.stream().map(MemberView::ask).toList());
  }

  /// Asks one member who the members are, and then all of them.
  ///
  /// @throws IOException if it does not answer or is a single node
  static GroupView around(ServerAddress address) throws IOException {
    try (RespClient client = RespClient.connect(address.host(), address.port(), TIMEOUT_MS)) {
      RespValue reply = client.call("CONFIG", "GET", GroupMember.DIRECTIVE);
      List<String> words = new ArrayList<>();
      if (reply instanceof RespValue.Array(List<RespValue> items) && items.size() == 2) {
        words.addAll(List.of(items.get(1).text().strip().split("\\s+")));
      }
      words.removeIf(String::isEmpty);
      if (words.isEmpty()) {
        throw new IOException(address + " is a single node: it has no group-member");
      }
      return of(GroupMember.parse(words));
    }
  }

  /// The member that says it is the primary and serves, of the newest epoch; null if none does.
  public @Nullable MemberView primary() {
    MemberView newest = null;
    for (MemberView member : members) {
      if (member.isServing() && (newest == null || epoch(member) > epoch(newest))) {
        newest = member;
      }
    }
    return newest;
  }

  /// Whether a primary serves and every member with data is in sync.
  public boolean isWhole() {
    MemberView primary = primary();
    return primary != null
        && members.stream()
            .filter(member -> !member.member().isVoter())
            .allMatch(member -> primary.inSync().contains(member.member().id()));
  }

  /// The table of `kv group status`.
  String table() {
    MemberView primary = primary();
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("member", "kind", "role", "epoch", "in sync", "lag", "process", "clients"));
    for (MemberView view : members) {
      lines.add(
          List.of(
              view.member().id(),
              view.member().kind(),
              view.answers() ? orDash(view.field("member_role")) : "down",
              orDash(view.field("epoch")),
              view.member().isVoter() ? "-" : inSync(view, primary),
              lag(view, primary),
              orDash(view.field("process_id")),
              view.member().client().toString()));
    }
    return Columns.render(lines);
  }

  private static long epoch(MemberView view) {
    String text = view.field("epoch");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String inSync(MemberView view, @Nullable MemberView primary) {
    if (primary == null) {
      return "?";
    }
    return primary.inSync().contains(view.member().id()) ? "yes" : "no";
  }

  /// What the primary says of its standby: bytes and time.
  private static String lag(MemberView view, @Nullable MemberView primary) {
    for (int i = 0; primary != null && !primary.field("standby" + i).isEmpty(); i++) {
      String line = primary.field("standby" + i);
      if (value(line, "id").equals(view.member().id())) {
        return value(line, "lag_bytes") + " B, " + value(line, "lag_ms") + " ms";
      }
    }
    return "-";
  }

  /// The value of a name in `name=value,name=value`.
  private static String value(String line, String name) {
    for (String pair : line.split(",", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
