package io.trivet.cli.group;

import io.trivet.cli.bench.process.ServerFacts;
import io.trivet.cli.resp.RespClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a member says of itself in INFO.
///
/// @param fields of INFO; none if it does not answer
/// @param problem why it does not answer, empty if it does
public record MemberView(GroupMember member, Map<String, String> fields, String problem) {
  private static final int TIMEOUT_MS = 1_000;

  public MemberView {
    fields = Map.copyOf(fields);
  }

  /// Asks a member; waits for a second at most.
  static MemberView ask(GroupMember member) {
    try (RespClient client =
        RespClient.connect(member.client().host(), member.client().port(), TIMEOUT_MS)) {
      return new MemberView(member, ServerFacts.ask(client).fields(), "");
    } catch (IOException e) {
      return new MemberView(member, Map.of(), String.valueOf(e.getMessage()));
    }
  }

  /// Whether it says that it is the primary and serves.
  public boolean isServing() {
    return field("member_role").equals("primary") && field("primary_serves").equals("1");
  }

  /// The members whose copies count, as this member knows them.
  public List<String> inSync() {
    return field("in_sync").isEmpty() ? List.of() : List.of(field("in_sync").split(",", -1));
  }

  /// A field; empty if it is not there.
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean answers() {
    return problem.isEmpty();
  }
}
