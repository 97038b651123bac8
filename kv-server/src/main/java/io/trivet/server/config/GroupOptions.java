package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import io.trivet.raft.NodeId;
import java.util.List;
import java.util.regex.Pattern;

/// The replication group that a node belongs to.
public final class GroupOptions {
  static final String NOT_AN_ID = "an id is 1 to 64 letters, digits, dots, underscores and hyphens";

  private static final Pattern LEGAL_GROUP_ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,63}");
  private static final int MINUTE_MS = 60_000;

  public static final Option<String> NODE_ID =
      text("node-id")
          .refusing(id -> !id.isEmpty() && !isId(id), NOT_AN_ID)
          .byDefault("")
          .means(
              "Name of this node: the id of the group-member line that stands for it. It belongs to"
                  + " the node's folder; another node never takes it.");
  public static final Option<String> GROUP_ID =
      text("group-id")
          .refusing(
              id -> !LEGAL_GROUP_ID.matcher(id).matches(),
              "it is a letter, and up to 63 letters, digits, underscores and hyphens")
          .byDefault("main")
          .means(
              "Name of the replication group, the same on all its members. Sentinel-aware clients"
                  + " ask for the primary under this name.");
  public static final Option<List<GroupMember>> GROUP_MEMBER =
      OptionDraft.of("group-member", new GroupMembersKind())
          .byDefault(List.of())
          .means(
              "A member of the group: its id, data or voter, the address under which clients reach"
                  + " it, the address under which the other members do. A group has three lines, two"
                  + " data and one voter, the same in the files of all three. Without them the"
                  + " server is a single node. The node listens for members on its own peer address,"
                  + " where whoever comes is believed unless tls-replication is yes.");
  public static final Option<WriteAcknowledgement> WRITE_POLICY =
      choice("write-policy", WriteAcknowledgement.class)
          .atRunTime()
          .byDefault(WriteAcknowledgement.IN_SYNC)
          .means(
              "Whose copies an acknowledged write waits for. in-sync: the primary and every standby"
                  + " in sync, so a failover loses nothing acknowledged. primary: the primary alone,"
                  + " which saves the way to the standby; a failover may lose what the standby had"
                  + " not received. How firmly a copy holds it, appendfsync says. The group's:"
                  + " the file counts when the group begins, CONFIG SET on the primary after that."
                  + " The same on all members.");
  public static final Option<Integer> MIN_IN_SYNC =
      integer("min-in-sync", 1, 2)
          .atRunTime()
          .byDefault(1)
          .means(
              "Copies in sync below which the group takes no writes. 1: the primary goes on alone"
                  + " when the standby fails, and syncs each write before its reply meanwhile. 2:"
                  + " writes are refused with -NOREPLICAS then, so that no acknowledged write ever"
                  + " is on one disk only. The group's: the file counts when the group begins, CONFIG SET"
                  + " on the primary after that. The same on all members.");
  public static final Option<Integer> REPLICA_MAX_STALENESS_MS =
      integer("replica-max-staleness-ms", 0, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(5_000)
          .means(
              "Milliseconds without word from the primary after which a standby refuses reads, also"
                  + " of clients that sent READONLY; 0 is no limit.");
  public static final Option<Boolean> CONFIRMED_READS =
      yesNo("confirmed-reads")
          .atRunTime()
          .byDefault(false)
          .means(
              "Has the primary ask a majority, for each batch of answers about data, whether it"
                  + " still is the primary, before they leave. Without it answers rest on a lease,"
                  + " and so on a clock that goes on while the machine is paused. It costs a round"
                  + " trip to the members, which all who ask meanwhile share. The same on all"
                  + " members.");
  public static final Option<Integer> GROUP_LEASE_MS =
      integer("group-lease-ms", 50, MINUTE_MS)
          .byDefault(250)
          .means(
              "Milliseconds for which the primary may answer after a majority confirmed it; it asks"
                  + " about four times as often. A successor waits as long before it serves, so"
                  + " longer is a longer failover, and shorter stops answers at smaller pauses. The"
                  + " same on all members.");
  public static final Option<Integer> GROUP_PROMISE_MS =
      integer("group-promise-ms", 100, MINUTE_MS)
          .byDefault(500)
          .means(
              "Milliseconds of silence after which a standby wants to be primary, and after which"
                  + " the primary goes on without a standby that does not acknowledge. At least"
                  + " group-lease-ms. Shorter finds a hanging node sooner and takes a busy one for"
                  + " dead more easily. The same on all members.");
  public static final Option<Integer> GROUP_ELECTION_TIMEOUT_MS =
      integer("group-election-timeout-ms", 100, MINUTE_MS)
          .byDefault(300)
          .means(
              "Milliseconds of silence after which the members elect another leader of their quorum,"
                  + " which decides who is primary. The same on all members.");

  public static final Option<String> MASTERUSER =
      text("masteruser")
          .atRunTime()
          .byDefault("")
          .means(
              "Name under which this node asks the primary for a failover, on its client port, when"
                  + " it was itself asked with SENTINEL FAILOVER. Empty is the default user. Data"
                  + " goes between members without it.");
  public static final Option<String> MASTERAUTH =
      text("masterauth")
          .atRunTime()
          .secret()
          .byDefault("")
          .means(
              "Password for masteruser, on the primary. Needed where requirepass or an ACL asks for"
                  + " one; without it such a failover can be asked for on the primary alone.");

  private GroupOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Replication group",
        List.of(
            NODE_ID,
            GROUP_ID,
            GROUP_MEMBER,
            WRITE_POLICY,
            MIN_IN_SYNC,
            REPLICA_MAX_STALENESS_MS,
            CONFIRMED_READS,
            GROUP_LEASE_MS,
            GROUP_PROMISE_MS,
            GROUP_ELECTION_TIMEOUT_MS,
            MASTERUSER,
            MASTERAUTH));
  }

  private static boolean isId(String word) {
    try {
      return word.equals(new NodeId(word).text());
    } catch (IllegalArgumentException illegal) {
      return false;
    }
  }
}
