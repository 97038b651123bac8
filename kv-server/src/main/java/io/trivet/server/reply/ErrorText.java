package io.trivet.server.reply;

/// The texts of all error answers, word for word as Redis clients know them.
///
/// `%s` marks a place for a value; texts with one place and no value get the name of the command
/// when the parser throws them. Longer than other files because it is one list, in which a text is
/// found and compared at a glance.
public enum ErrorText {
  // Any command
  SYNTAX_ERROR("ERR syntax error"),
  WRONG_ARITY("ERR wrong number of arguments for '%s' command"),
  UNKNOWN_COMMAND("ERR unknown command '%s', with args beginning with: %s"),
  UNKNOWN_SUBCOMMAND("ERR unknown subcommand '%s'. Try %s HELP."),
  UNKNOWN_SUBCOMMAND_OR_ARITY(
      "ERR unknown subcommand or wrong number of arguments for '%s'. Try %s HELP."),
  WRONG_TYPE("WRONGTYPE Operation against a key holding the wrong kind of value"),
  NO_SUCH_KEY("ERR no such key"),
  INDEX_OUT_OF_RANGE("ERR index out of range"),
  NOT_AN_INTEGER("ERR value is not an integer or out of range"),
  NOT_A_FLOAT("ERR value is not a valid float"),
  OUT_OF_RANGE("ERR value is out of range"),
  OUT_OF_RANGE_POSITIVE("ERR value is out of range, must be positive"),
  OUT_OF_RANGE_BETWEEN("ERR value is out of range, value must between %s and %s"),
  STRING_TOO_LONG("ERR string exceeds maximum allowed size (proto-max-bulk-len)"),
  UNSUPPORTED_OPTION("ERR Unsupported option %s"),
  SAME_OBJECT("ERR source and destination objects are the same"),
  INVALID_CURSOR("ERR invalid cursor"),
  TIMEOUT_NOT_A_FLOAT("ERR timeout is not a float or out of range"),
  TIMEOUT_NOT_AN_INTEGER("ERR timeout is not an integer or out of range"),
  TIMEOUT_NEGATIVE("ERR timeout is negative"),
  TIMEOUT_OUT_OF_RANGE("ERR timeout is out of range"),

  // Who may do what, and when
  NO_AUTH("NOAUTH Authentication required."),
  NO_AUTH_HELLO(
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
          + " <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP"
          + " protocol version at the same time"),
  WRONG_PASSWORD("WRONGPASS invalid username-password pair or user is disabled."),
  NO_PASSWORD_CONFIGURED(
      "ERR AUTH <password> called without any password configured for the default user. Are you"
          + " sure your configuration is correct?"),
  NO_PERMISSION_COMMAND("NOPERM this user has no permissions to run the '%s' command"),
  NO_PERMISSION_KEY(
      "NOPERM this user has no permissions to access one of the keys used as arguments"),
  NO_PERMISSION_CHANNEL(
      "NOPERM this user has no permissions to access one of the channels used as arguments"),
  PROTECTED_MODE(
      "DENIED Trivet is running in protected mode because no password is set for the default user"
          + " and connections are only accepted from the loopback interface. Set a password, bind"
          + " to loopback only, or set protected-mode to no if the network is trusted."),
  MAX_CLIENTS("ERR max number of clients reached"),
  OUT_OF_MEMORY("OOM command not allowed when used memory > 'maxmemory'."),
  LOADING("LOADING Redis is loading the dataset in memory"),
  BUSY_SCRIPT(
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
  BUSY_FUNCTION(
      "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE."),
  COLD_READ_FAILED("ERR reading the key from disk failed: %s"),
  COLD_KEYS_DO_NOT_STAY(
      "ERR the keys of this command leave memory as fast as they are read from disk: raise"
          + " maxmemory"),
  COLD_KEY_IN_TRANSACTION(
      "ERR the transaction came to need a key that is on disk: this command was not executed"),
  DISK_RESERVE(
      "MISCONF the disk has less free space than disk-reserve-size: writes are refused until there"
          + " is more"),
  DISK_ERROR("MISCONF Errors writing to the AOF file: %s"),
  SNAPSHOT_ERROR(
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error."),
  NO_REPLICAS("NOREPLICAS Not enough good replicas to write."),
  READ_ONLY("READONLY You can't write against a read only replica."),
  MASTER_DOWN("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."),
  SUBSCRIBED_CONTEXT(
      "ERR Can't execute '%s': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
          + " allowed in this context"),
  NOT_FROM_SCRIPT("ERR This Redis command is not allowed from script"),
  PROTECTED_COMMAND(
      "ERR %s command not allowed. If the %s option is set to \"local\", you can run it from a"
          + " local connection, otherwise you need to set this option in the configuration file,"
          + " and then restart the server."),

  // Transactions
  EXEC_ABORTED("EXECABORT Transaction discarded because of previous errors."),
  EXEC_ABORTED_BECAUSE("EXECABORT Transaction discarded because of: %s"),
  NESTED_MULTI("ERR MULTI calls can not be nested"),
  EXEC_WITHOUT_MULTI("ERR EXEC without MULTI"),
  DISCARD_WITHOUT_MULTI("ERR DISCARD without MULTI"),
  WATCH_INSIDE_MULTI("ERR WATCH inside MULTI is not allowed"),
  NOT_IN_MULTI("ERR Command not allowed inside a transaction"),

  // Cluster
  MOVED("MOVED %s %s"),
  ASK("ASK %s %s"),
  CROSS_SLOT("CROSSSLOT Keys in request don't hash to the same slot"),
  TRY_AGAIN("TRYAGAIN Multiple keys request during rehashing of slot"),
  CLUSTER_DOWN("CLUSTERDOWN The cluster is down"),
  CLUSTER_DOWN_READS("CLUSTERDOWN The cluster is down and only accepts read commands"),
  SLOT_NOT_SERVED("CLUSTERDOWN Hash slot not served"),
  CLUSTER_DISABLED("ERR This instance has cluster support disabled"),
  INVALID_SLOT("ERR Invalid or out of range slot"),
  INVALID_SLOT_OR_COUNT("ERR Invalid slot or number of keys"),
  UNKNOWN_NODE("ERR Unknown node %s"),
  SELECT_IN_CLUSTER("ERR SELECT is not allowed in cluster mode"),
  FAILOVER_RUNNING("INPROG Failover already in progress"),
  NO_FAILOVER_RUNNING("ERR No failover in progress."),

  // Strings and numbers
  INCREMENT_OVERFLOW("ERR increment or decrement would overflow"),
  DECREMENT_OVERFLOW("ERR decrement would overflow"),
  INCREMENT_NOT_FINITE("ERR increment would produce NaN or Infinity"),
  VALUE_NOT_FINITE("ERR value is NaN or Infinity"),
  OFFSET_OUT_OF_RANGE("ERR offset is out of range"),
  INVALID_EXPIRE("ERR invalid expire time in '%s' command"),
  LCS_NOT_STRINGS("ERR The specified keys must contain string values"),
  LCS_LEN_AND_IDX("ERR If you want both the length and indexes, please just use IDX."),
  LCS_TOO_LONG("ERR String too long for LCS"),
  LCS_NO_MEMORY("ERR Insufficient memory, failed allocating transient memory for LCS"),
  LCS_TOO_LARGE("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"),

  // Bitmaps
  BIT_OFFSET("ERR bit offset is not an integer or out of range"),
  BIT_VALUE("ERR bit is not an integer or out of range"),
  BIT_ARGUMENT("ERR The bit argument must be 1 or 0."),
  BITOP_NOT_SOURCES("ERR BITOP NOT must be called with a single source key."),
  BITFIELD_TYPE(
      "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64"
          + " is."),
  BITFIELD_OVERFLOW("ERR Invalid OVERFLOW type specified"),
  BITFIELD_RO_GET("ERR BITFIELD_RO only supports the GET subcommand"),

  // Keys and expiry
  EXPIRE_NX_AND_OTHERS("ERR NX and XX, GT or LT options at the same time are not compatible"),
  EXPIRE_GT_AND_LT("ERR GT and LT options at the same time are not compatible"),
  DB_INDEX("ERR DB index is out of range"),
  FIRST_DB_INDEX("ERR invalid first DB index"),
  SECOND_DB_INDEX("ERR invalid second DB index"),
  BAD_DUMP("ERR DUMP payload version or checksum are wrong"),
  BAD_DATA_FORMAT("ERR Bad data format"),
  BUSY_KEY("BUSYKEY Target key name already exists."),
  RESTORE_TTL("ERR Invalid TTL value, must be >= 0"),
  RESTORE_IDLETIME("ERR Invalid IDLETIME value, must be >= 0"),
  RESTORE_FREQ("ERR Invalid FREQ value, must be >= 0 and <= 255"),
  NOT_LFU(
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust."),
  IS_LFU(
      "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when"
          + " switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust."),
  SORT_NOT_DOUBLE("ERR One or more scores can't be converted into double"),
  SORT_BY_IN_CLUSTER("ERR BY option of SORT denied in cluster mode."),
  SORT_GET_IN_CLUSTER("ERR GET option of SORT denied in cluster mode."),
  MIGRATE_KEY_NOT_EMPTY(
      "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string"),

  // Counted keys
  NUMKEYS_NOT_POSITIVE("ERR numkeys should be greater than 0"),
  NO_INPUT_KEY("ERR at least 1 input key is needed for '%s' command"),
  MORE_KEYS_THAN_ARGUMENTS("ERR Number of keys can't be greater than number of args"),
  NEGATIVE_KEYS("ERR Number of keys can't be negative"),
  COUNT_NOT_POSITIVE("ERR count should be greater than 0"),
  LIMIT_NEGATIVE("ERR LIMIT can't be negative"),

  // Lists
  LPOS_RANK(
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
          + " negative to start from the end of the list"),
  LPOS_RANK_RANGE("ERR value is out of range, value must between %s and %s"),
  LPOS_COUNT("ERR COUNT can't be negative"),
  LPOS_MAXLEN("ERR MAXLEN can't be negative"),

  // Hashes
  HASH_NOT_AN_INTEGER("ERR hash value is not an integer"),
  HASH_NOT_A_FLOAT("ERR hash value is not a float"),
  FIELDS_NOT_POSITIVE("ERR Parameter `numFields` should be greater than 0"),
  FIELDS_MISMATCH("ERR The `numfields` parameter must match the number of arguments"),
  FIELDS_MISSING("ERR Mandatory argument FIELDS is missing or not at the right position"),

  // Sorted sets and places
  MIN_MAX_NOT_A_FLOAT("ERR min or max is not a float"),
  MIN_MAX_NOT_A_STRING_RANGE("ERR min or max not valid string range item"),
  SCORE_NOT_A_NUMBER("ERR resulting score is not a number (NaN)"),
  XX_AND_NX("ERR XX and NX options at the same time are not compatible"),
  GT_LT_NX("ERR GT, LT, and/or NX options at the same time are not compatible"),
  INCR_TAKES_ONE_PAIR("ERR INCR option supports a single increment-element pair"),
  LIMIT_WITHOUT_BY(
      "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX"),
  WITHSCORES_WITH_BYLEX("ERR syntax error, WITHSCORES not supported in combination with BYLEX"),
  WEIGHT_NOT_A_FLOAT("ERR weight value is not a float"),
  GEO_PAIR("ERR invalid longitude,latitude pair %s,%s"),
  GEO_UNIT("ERR unsupported unit provided. please use M, KM, FT, MI"),
  GEO_RADIUS_NOT_NUMERIC("ERR need numeric radius"),
  GEO_RADIUS_NEGATIVE("ERR radius cannot be negative"),
  GEO_WIDTH_NOT_NUMERIC("ERR need numeric width"),
  GEO_HEIGHT_NOT_NUMERIC("ERR need numeric height"),
  GEO_BOX_NEGATIVE("ERR height or width cannot be negative"),
  GEO_COUNT("ERR COUNT must be > 0"),
  GEO_ANY_WITHOUT_COUNT("ERR the ANY argument requires COUNT argument"),
  GEO_NO_MEMBER("ERR could not decode requested zset member"),
  GEO_FROM("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for %s"),
  GEO_BY("ERR exactly one of BYRADIUS and BYBOX can be specified for %s"),
  GEO_STORE_WITH("ERR %s is not compatible with WITHDIST, WITHHASH and WITHCOORD options"),

  // HyperLogLog
  NOT_HYPERLOGLOG("WRONGTYPE Key is not a valid HyperLogLog string value."),
  CORRUPT_HYPERLOGLOG("INVALIDOBJ Corrupted HLL object detected"),

  // Streams
  STREAM_ID("ERR Invalid stream ID specified as stream command argument"),
  STREAM_ID_ZERO("ERR The ID specified in XADD must be greater than 0-0"),
  STREAM_ID_SMALL(
      "ERR The ID specified in XADD is equal or smaller than the target stream top item"),
  STREAM_EXHAUSTED("ERR The stream has exhausted the last possible ID, unable to add more items"),
  STREAM_TOO_LARGE("ERR Elements are too large to be stored"),
  STREAM_START_ID("ERR invalid start ID for the interval"),
  STREAM_END_ID("ERR invalid end ID for the interval"),
  STREAMS_UNBALANCED(
      "ERR Unbalanced %s list of streams: for each stream key an ID or '$' must be specified."),
  STREAM_MAXLEN("ERR The MAXLEN argument must be >= 0."),
  STREAM_LIMIT("ERR The LIMIT argument must be >= 0."),
  STREAM_LIMIT_WITHOUT_TRIM(
      "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy"),
  STREAM_LIMIT_WITHOUT_APPROXIMATE(
      "ERR syntax error, LIMIT cannot be used without the special ~ option"),
  STREAM_MAXLEN_AND_MINID(
      "ERR syntax error, MAXLEN and MINID options at the same time are not compatible"),
  STREAM_TRIM_STRATEGY("ERR syntax error, XTRIM must be called with a trimming strategy"),
  STREAM_SETID_SMALL("ERR The ID specified in XSETID is smaller than the target stream top item"),
  STREAM_SETID_DELETED(
      "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id"),
  STREAM_SETID_ADDED(
      "ERR The entries_added specified in XSETID is smaller than the target stream length"),
  STREAM_ENTRIES_ADDED("ERR entries_added must be positive"),
  STREAM_ENTRIES_READ("ERR value for ENTRIESREAD must be positive or -1"),
  STREAM_MIN_IDLE("ERR Invalid min-idle-time argument for %s"),
  STREAM_IDLE("ERR Invalid IDLE option argument for XCLAIM"),
  STREAM_TIME("ERR Invalid TIME option argument for XCLAIM"),
  STREAM_RETRYCOUNT("ERR Invalid RETRYCOUNT option argument for XCLAIM"),
  STREAM_UNKNOWN_OPTION("ERR Unrecognized XCLAIM option '%s'"),
  STREAM_DOLLAR_IN_XREADGROUP(
      "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of"
          + " this consumer by specifying a proper ID, or use the > ID to get new messages. The $"
          + " ID would just return an empty result set."),
  STREAM_GREATER_IN_XREAD(
      "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
          + " <consumer> option."),
  STREAM_NOACK("ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead."),
  STREAM_MISSING_GROUP("ERR Missing GROUP option for XREADGROUP"),
  STREAM_GROUP_IN_XREAD(
      "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead."),
  STREAM_BLOCK_FROM_SCRIPT("ERR %s command is not allowed with BLOCK option from scripts"),
  STREAM_GROUP_KEY(
      "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use"
          + " the MKSTREAM option to create an empty stream automatically."),
  STREAM_BUSY_GROUP("BUSYGROUP Consumer Group name already exists"),
  STREAM_NO_GROUP("NOGROUP No such consumer group '%s' for key name '%s'"),
  STREAM_NO_KEY_OR_GROUP("NOGROUP No such key '%s' or consumer group '%s'"),
  STREAM_NO_KEY_OR_GROUP_READ(
      "NOGROUP No such key '%s' or consumer group '%s' in XREADGROUP with GROUP option"),
  STREAM_GROUP_GONE("NOGROUP the consumer group this client was blocked on no longer exists"),

  // Connections and publishing
  PROTOCOL_NOT_AN_INTEGER("ERR Protocol version is not an integer or out of range"),
  PROTOCOL_UNSUPPORTED("NOPROTO unsupported protocol version"),
  HELLO_OPTION("ERR Syntax error in HELLO option '%s'"),
  CLIENT_NAME("ERR Client names cannot contain spaces, newlines or special characters."),
  CLIENT_LIBRARY("ERR %s cannot contain spaces, newlines or special characters."),
  CLIENT_UNRECOGNIZED_OPTION("ERR Unrecognized option '%s'"),
  NO_SUCH_CLIENT("ERR No such client"),
  CLIENT_ID("ERR client-id should be greater than 0"),
  INVALID_CLIENT_ID("ERR Invalid client ID"),
  UNKNOWN_CLIENT_TYPE("ERR Unknown client type '%s'"),
  NO_SUCH_USER("ERR No such user '%s'"),
  CLIENT_PAUSE_MODE("ERR CLIENT PAUSE mode must be WRITE or ALL"),
  CLIENT_UNBLOCK_REASON("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"),
  UNBLOCKED("UNBLOCKED client unblocked via CLIENT UNBLOCK"),
  UNBLOCKED_ROLE(
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)"),
  UNBLOCKED_STREAM("UNBLOCKED the stream key no longer exists"),
  TRACKING_NOT_SERVED("ERR client-side caching is not served by this version"),
  MONITOR_IN_MULTI("ERR MONITOR isn't allowed for DENY BLOCKING client"),
  MONITOR_KEYSPACE("ERR Replica can't interact with the keyspace"),
  TRACKING_BCAST_SWITCH(
      "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then"
          + " re-enabling it with a different mode."),
  TRACKING_OPTIN_SWITCH(
      "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then"
          + " re-enabling it with a different mode."),
  TRACKING_OPTIN_AND_OPTOUT("ERR You can't specify both OPTIN mode and OPTOUT mode"),
  TRACKING_OPTIN_WITH_BCAST("ERR OPTIN and OPTOUT are not compatible with BCAST"),
  TRACKING_PREFIX_WITHOUT_BCAST("ERR PREFIX option requires BCAST mode to be enabled"),
  TRACKING_PREFIX_OVERLAP(
      "ERR Prefix '%s' overlaps with an existing prefix '%s'. Prefixes for a single client must not"
          + " overlap."),
  TRACKING_REDIRECT_GONE("ERR The client ID you want redirect to does not exist"),
  TRACKING_REDIRECT_TWICE("ERR A client can only redirect to a single other client"),
  CACHING_NOT_ALLOWED(
      "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
          + " OPTOUT mode enabled"),
  CACHING_YES("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."),
  CACHING_NO("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."),

  // Scripts and functions
  NO_SCRIPT("NOSCRIPT No matching script. Please use EVAL."),
  NOT_BUSY("NOTBUSY No scripts in execution right now."),
  UNKILLABLE(
      "UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
          + " either wait the script termination or kill the server in a hard way using the"
          + " SHUTDOWN NOSAVE command."),
  FUNCTION_NOT_FOUND("ERR Function not found"),
  LIBRARY_NOT_FOUND("ERR Library not found"),
  LIBRARY_EXISTS("ERR Library '%s' already exists"),
  MISSING_LIBRARY_METADATA("ERR Missing library metadata"),
  UNKNOWN_OPTION_GIVEN("ERR Unknown option given: %s"),
  UNKNOWN_ARGUMENT("ERR Unknown argument %s"),
  SCRIPT_WRITE_IN_READ_ONLY("ERR Can not execute a script with write flag using *_ro command."),

  // The server itself
  CONFIG_UNKNOWN("ERR Unknown option or number of arguments for CONFIG SET - '%s'"),
  CONFIG_SET_FAILED("ERR CONFIG SET failed (possibly related to argument '%s') - %s"),
  CONFIG_NO_FILE("ERR The server is running without a config file"),
  ACL_UNKNOWN_CATEGORY("ERR Unknown category '%s'"),
  ACL_SETUSER_MODIFIER("ERR Error in ACL SETUSER modifier '%s': %s"),
  ACL_GENPASS_BITS(
      "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
          + " number up to %s"),
  ACL_DEFAULT_USER("ERR The 'default' user cannot be removed"),
  ACL_USER_NOT_FOUND("ERR User '%s' not found"),
  ACL_COMMAND_NOT_FOUND("ERR Command '%s' not found"),
  ACL_NO_FILE(
      "ERR This Redis instance is not configured to use an ACL file. You may want to specify users"
          + " via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis"
          + " configuration file set) in order to store users in the Redis configuration."),
  SLOWLOG_COUNT("ERR count should be greater than or equal to -1"),
  LATENCY_NO_EVENT("ERR No samples available for event '%s'"),
  KEYS_NO_ARGUMENTS("ERR The command has no key arguments"),
  KEYS_INVALID_COMMAND("ERR Invalid command specified"),
  KEYS_INVALID_ARITY("ERR Invalid number of arguments specified for command"),
  KEYS_INVALID_ARGUMENTS("ERR Invalid arguments specified for command"),
  BACKGROUND_SAVE_RUNNING("ERR Background save already in progress"),
  SAVE_FAILED("ERR the checkpoint failed: %s"),
  FAILOVER_NO_REPLICAS("ERR FAILOVER requires connected replicas."),
  FAILOVER_BUSY("ERR FAILOVER already in progress."),
  FAILOVER_ON_REPLICA("ERR FAILOVER is not valid when server is a replica."),
  FAILOVER_TIMEOUT("ERR FAILOVER timeout must be greater than 0"),
  FAILOVER_FORCE("ERR FAILOVER with force option requires both a timeout and target HOST and IP."),
  FAILOVER_TARGET("ERR FAILOVER target HOST and PORT is not a replica."),
  FAILOVER_TARGET_OFFLINE("ERR FAILOVER target replica is not online."),
  FAILOVER_TARGET_DIFFERS(
      "ERR FAILOVER target replica differs from this server in slot %s, and takes an image first."),
  VERIFY_BUSY("ERR VERIFY already in progress."),
  VERIFY_ON_REPLICA("ERR VERIFY is not valid when server is not the primary."),
  VERIFY_NO_REPLICAS("ERR VERIFY requires a connected replica."),
  VERIFY_SLOT("ERR VERIFY wants two slots in ascending order, from 0 to 16383."),
  POLICY_ELSEWHERE(
      "ERR CONFIG SET: appendfsync, write-policy and min-in-sync are the group's, set them on the"
          + " primary%s"),
  POLICY_REPLACED("ERR CONFIG SET: another change of the group's policy took its place"),
  POLICY_UNDECIDED(
      "ERR CONFIG SET: the group has not decided, it may still come into force. Look at CONFIG GET"),
  POLICY_NOT_IN_MULTI(
      "ERR CONFIG SET of the group's policy is not possible in a transaction or a script"),
  FORCE_NO_COPY("ERR FAILOVER FORCE is for a member of a group that keeps data"),
  FORCE_NOT_IN_MULTI("ERR FAILOVER FORCE ACCEPT-LOSS is not possible in a transaction or a script"),
  FORCE_NO_MAJORITY(
      "ERR FAILOVER FORCE: no majority of the group answers, nothing has changed. Bring another"
          + " member back first"),
  FORCE_CHANGED(
      "ERR FAILOVER FORCE: epoch or sequence are not as given, or another change came first;"
          + " nothing has changed. Look again with FAILOVER FORCE"),
  FORCE_NOT_NEEDED(
      "ERR FAILOVER FORCE: nothing need be lost, this member is primary or becomes it by itself;"
          + " nothing has changed"),
  FORCE_PRIMARY_LIVES(
      "ERR FAILOVER FORCE: the primary is heard here, nothing has changed. Use FAILOVER on the"
          + " primary"),
  FORCE_OTHER_GROUP(
      "ERR FAILOVER FORCE: the data here is that of another group or of a single node, nothing has"
          + " changed"),
  FORCE_NOT_WHOLE(
      "ERR FAILOVER FORCE: the data here is an image that has not come as a whole, nothing has"
          + " changed"),
  FORCE_BUSY("ERR FAILOVER FORCE: this member asks to be primary already, nothing has changed"),
  FORCE_UNDECIDED(
      "ERR FAILOVER FORCE: no majority has said what came of it, it may still happen. Look at INFO"
          + " replication"),
  WAIT_ON_REPLICA(
      "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if a"
          + " replica is configured to be writable (which is not the default) writes to replicas are"
          + " just local and are not propagated."),
  WAITAOF_ON_REPLICA(
      "ERR WAITAOF cannot be used with replica instances. Please also note that writes to replicas"
          + " are just local and are not propagated."),
  SENTINEL_NO_GROUP("ERR this server is a single node: it belongs to no group"),
  SENTINEL_NO_MASTER("ERR No such master with that name"),
  SENTINEL_DUPLICATE("ERR Duplicate master name."),
  SENTINEL_FIXED("ERR the members of a group are set by group-member in its configuration files"),
  SENTINEL_NO_GOOD_SLAVE("NOGOODSLAVE No suitable replica to promote"),
  SENTINEL_NO_QUORUM(
      "NOQUORUM %s usable Sentinels. Not enough available Sentinels to reach the majority and"
          + " authorize a failover"),
  REPLICATION_NOT_SERVED(
      "ERR the server follows no Redis server: who follows whom in a group, the group decides"),
  REPLICATION_PORT("ERR Invalid master port"),
  USERS_NOT_SERVED(
      "ERR this version has one user, 'default', whose password is the option requirepass"),
  DEBUG_RELOAD_OPTION("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options."),
  DEBUG_MEMORY_VALUE("ERR argument must be a memory value bigger than 1 and smaller than 4gb"),
  DEBUG_PROTOCOL_TYPE(
      "ERR Wrong protocol type name. Please use one of the following: string|integer|double|bignum"
          + "|null|array|set|map|attrib|push|verbatim|true|false"),
  DEBUG_PROTOCOL_PUSH("ERR RESP2 is not supported by this command"),
  SHUTDOWN_FAILED("ERR Errors trying to SHUTDOWN. Check logs."),
  NO_SHUTDOWN("ERR No shutdown in progress.");

  private final String text;

  ErrorText(String text) {
    this.text = text;
  }

  /// The line after the minus sign, places unfilled.
  public String text() {
    return text;
  }

  /// The line with `values` in its places, in order.
  public String with(Object... values) {
    StringBuilder line = new StringBuilder(text.length() + 32);
    int from = 0;
    for (Object value : values) {
      int place = text.indexOf("%s", from);
      if (place < 0) {
        break;
      }
      line.append(text, from, place).append(value);
      from = place + 2;
    }
    return line.append(text, from, text.length()).toString();
  }

  /// True if the text has a place for a value.
  public boolean hasPlace() {
    return text.contains("%s");
  }
}
