package io.trivet.cli.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.ScriptedServer;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupViewTest {
  private static final GroupMember N1 = member("n1", false, 7001);
  private static final GroupMember N2 = member("n2", false, 7002);
  private static final GroupMember N3 = member("n3", true, 7003);

  private static final MemberView STANDBY =
      view(N2, Map.of("member_role", "standby", "epoch", "3", "process_id", "12"));
  private static final MemberView VOTER =
      view(N3, Map.of("member_role", "voter", "epoch", "3", "process_id", "13"));

  @Test
  void tableHasALineForEachMember() {
    GroupView group = new GroupView(List.of(primary("n1,n2"), STANDBY, VOTER));
    assertThat(group.isWhole()).isTrue();
    assertThat(group.table())
        .isEqualTo(
            """
            member  kind   role     epoch  in sync  lag         process  clients
            n1      data   primary  3      yes      -           11       127.0.0.1:7001
            n2      data   standby  3      yes      50 B, 7 ms  12       127.0.0.1:7002
            n3      voter  voter    3      -        -           13       127.0.0.1:7003
            """);
  }

  @Test
  void groupWithoutItsStandbyIsNotWhole() {
    MemberView down = new MemberView(N2, Map.of(), "connection refused");
    GroupView group = new GroupView(List.of(primary("n1"), down, VOTER));
    assertThat(group.isWhole()).isFalse();
    assertThat(group.table()).contains("n2      data   down     -      no ");
  }

  @Test
  void primaryIsThatOfTheNewestEpoch() {
    MemberView old =
        view(N2, Map.of("member_role", "primary", "primary_serves", "1", "epoch", "2"));
    assertThat(new GroupView(List.of(old, primary("n1,n2"))).primary().member()).isEqualTo(N1);
    MemberView waiting =
        view(N2, Map.of("member_role", "primary", "primary_serves", "0", "epoch", "4"));
    assertThat(new GroupView(List.of(waiting, VOTER)).primary()).isNull();
  }

  @Test
  void anyMemberTellsWhoTheMembersAre() throws IOException {
    String members = "n1 data 127.0.0.1:1 127.0.0.1:2 n2 data h:3 h:4 n3 voter h:5 h:6";
    try (ScriptedServer server =
        new ScriptedServer(words ->
            words.getFirst().equals("CONFIG")
                ? "*2\r\n$12\r\ngroup-member\r\n$%d\r\n%s\r\n".formatted(members.length(), members)
                : "")) {
      GroupView group = GroupView.around(new ServerAddress("127.0.0.1", server.port()));
      assertThat(group.members())
          .extracting(view -> view.member().line())
          .containsExactly(
              "group-member n1 data 127.0.0.1:1 127.0.0.1:2",
              "group-member n2 data h:3 h:4",
              "group-member n3 voter h:5 h:6");
    }
  }

  @Test
  void singleNodeHasNoMembers() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(words -> "*2\r\n$12\r\ngroup-member\r\n$0\r\n\r\n")) {
      assertThatThrownBy(() -> GroupView.around(new ServerAddress("127.0.0.1", server.port())))
          .hasMessageContaining("is a single node");
    }
  }

  private static MemberView primary(String inSync) {
    return view(
        N1,
        Map.of(
            "member_role", "primary",
            "primary_serves", "1",
            "epoch", "3",
            "process_id", "11",
            "in_sync", inSync,
            "standby0", "id=n2,in_sync=1,written=5,durable=5,applied=5,lag_bytes=50,lag_ms=7"));
  }

  private static MemberView view(GroupMember member, Map<String, String> fields) {
    return new MemberView(member, fields, "");
  }

  private static GroupMember member(String id, boolean isVoter, int port) {
    return new GroupMember(
        id,
        isVoter,
        new ServerAddress("127.0.0.1", port),
        new ServerAddress("127.0.0.1", port + 10_000));
  }
}
