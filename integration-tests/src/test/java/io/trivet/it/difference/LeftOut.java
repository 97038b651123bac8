package io.trivet.it.difference;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Commands that random requests do not name, each with the reason: reviewed, and told apart from
/// forgotten ones by a test.
final class LeftOut {
  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    because(
        "answers with the server's own sentences",
        "acl|help client|help cluster|help command|help config|help debug|help latency|help"
            + " memory|help module|help object|help pubsub|help slowlog|help lolwut"
            + " latency|doctor memory|doctor latency|graph");
    because(
        "tells what is true of one server only: its clients, version, memory, time, files",
        "info time lastsave role memory|stats memory|usage memory|malloc-stats memory|purge"
            + " client|id client|info client|list client|getname client|setname client|setinfo"
            + " client|getredir client|trackinginfo slowlog|get slowlog|len slowlog|reset"
            + " latency|histogram latency|history latency|latest latency|reset command|count"
            + " command|docs command|info command|list config|get acl|genpass acl|log acl|list"
            + " acl|users acl|getuser acl|cat acl|whoami acl|dryrun module|list cluster|info"
            + " cluster|links cluster|myid cluster|myshardid cluster|nodes cluster|shards"
            + " cluster|slots cluster|slaves cluster|replicas object|refcount");
    because(
        "ends or stops the connection, the server, or all its clients",
        "quit shutdown monitor client|kill client|pause client|unpause client|reply client|unblock"
            + " debug|sleep failover replicaof slaveof");
    because(
        "changes how a connection is spoken to: pushes and replies would mix; conversations test it",
        "hello auth reset client|tracking client|caching client|no-evict client|no-touch subscribe"
            + " psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe asking readonly"
            + " readwrite");
    because(
        "changes the server for all streams behind it, or its files",
        "config|set config|resetstat config|rewrite acl|setuser acl|deluser acl|load acl|save"
            + " module|load module|loadex module|unload save bgsave bgrewriteaof");
    because(
        "exists for the tests of one server",
        "debug|digest debug|digest-value debug|error debug|loadaof debug|log debug|object"
            + " debug|pause-cron debug|populate debug|protocol debug|quicklist-packed-threshold"
            + " debug|reload debug|replybuffer debug|set-active-expire"
            + " debug|set-disable-deny-scripts");
    because(
        "is refused by a redis-server without cluster mode with another sentence",
        "cluster|addslots cluster|addslotsrange cluster|bumpepoch cluster|count-failure-reports"
            + " cluster|countkeysinslot cluster|delslots cluster|delslotsrange cluster|failover"
            + " cluster|flushslots cluster|forget cluster|getkeysinslot cluster|keyslot"
            + " cluster|meet cluster|replicate cluster|reset cluster|saveconfig"
            + " cluster|set-config-epoch cluster|setslot");
    because(
        "is no command of a redis-server that is not a Sentinel",
        "sentinel|ckquorum sentinel|failover sentinel|flushconfig sentinel|get-master-addr-by-name"
            + " sentinel|help sentinel|master sentinel|masters sentinel|monitor sentinel|myid"
            + " sentinel|pending-scripts sentinel|remove sentinel|replicas sentinel|reset"
            + " sentinel|sentinels sentinel|set sentinel|slaves");
    because("is a command of ours; VerifyTest has it", "verify");
    because("waits for replicas; conversations test it", "wait waitaof");
    because(
        "names another request, whose syntax decides; tables of facts test it",
        "command|getkeys command|getkeysandflags");
  }

  private LeftOut() {}

  /// Name to reason.
  static Map<String, String> reasons() {
    return Collections.unmodifiableMap(REASONS);
  }

  private static void because(String reason, String names) {
    Arrays.stream(names.split(" ", -1)).forEach(name -> REASONS.put(name, reason));
  }
}
