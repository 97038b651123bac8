package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Authentication;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.SecurityOptions;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// ACL WHOAMI, USERS, LIST, GETUSER, CAT, DRYRUN and GENPASS: the one user, who may do everything,
/// and the categories of commands.
final class AclUser {
  private static final int MAX_BITS = 4096;
  private static final int DEFAULT_BITS = 256;
  private static final int BITS_PER_DIGIT = 4;

  private static final BytesArg CATEGORY = bytes("category").optional();
  private static final BytesArg NAME = bytes("username");
  private static final BytesArg RUNNER = bytes("username");
  private static final BytesArg COMMAND = bytes("command");
  private static final Repeated ARGUMENTS = repeated("arg", bytes("arg")).optional();
  private static final Int64Arg BITS = int64("bits").optional();

  static final CommandSpec WHOAMI =
      Acl.subcommand("WHOAMI", "6.0.0")
          .summary("Tells the name of the user.")
          .complexity("O(1)")
          .handler((Call call, ServerAccess server) -> Reply.bulk(Authentication.USER));

  static final CommandSpec USERS =
      Acl.administrative("USERS", "6.0.0")
          .summary("Lists the names of the users.")
          .complexity("O(1)")
          .handler((Call call, ServerAccess server) -> Reply.bulks(List.of(Authentication.USER)));

  static final CommandSpec LIST =
      Acl.administrative("LIST", "6.0.0")
          .summary("Lists the users and what they may do, as a file of users would have it.")
          .complexity("O(1)")
          .handler(AclUser::rules);

  static final CommandSpec GETUSER =
      Acl.administrative("GETUSER", "6.0.0")
          .summary("Tells what a user may do.")
          .complexity("O(1)")
          .history("6.2.0", "Patterns of channels.")
          .history("7.0.0", "Selectors; patterns of keys and channels as one text.")
          .arguments(NAME)
          .handler(AclUser::user);

  static final CommandSpec CAT =
      Acl.subcommand("CAT", "6.0.0")
          .summary("Lists the categories of commands, or the commands of one.")
          .complexity("O(N) where N is the number of commands")
          .arguments(CATEGORY)
          .handler(AclUser::categories);

  static final CommandSpec DRYRUN =
      Acl.administrative("DRYRUN", "7.0.0")
          .summary("Tells whether a user may run a command.")
          .complexity("O(1)")
          .arguments(RUNNER, COMMAND, ARGUMENTS)
          .handler(AclUser::tryRun);

  static final CommandSpec GENPASS =
      Acl.subcommand("GENPASS", "6.0.0")
          .summary("Makes a password that nobody can guess.")
          .complexity("O(1)")
          .arguments(BITS)
          .handler(AclUser::password);

  private static final SecureRandom RANDOM = new SecureRandom();

  private AclUser() {}

  private static Reply rules(Call call, ServerAccess server) {
    return Reply.array(
        Reply.bulk(
            "user "
                + Authentication.USER
                + " on "
                + secret(server)
                + " sanitize-payload ~* &* +@all"));
  }

  /// The password as a rule: its hash, or that there is none.
  private static String secret(ServerAccess server) {
    return server.authentication().isRequired() ? "#" + hash(server) : "nopass";
  }

  private static String hash(ServerAccess server) {
    String password = server.config().get(SecurityOptions.REQUIREPASS);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(password.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Reply user(Call call, ServerAccess server) {
    if (!call.get(NAME).equals(Authentication.USER)) {
      return Reply.absent();
    }
    boolean hasPassword = server.authentication().isRequired();
    List<Reply> flags = new ArrayList<>(List.of(Reply.bulk("on")));
    if (!hasPassword) {
      flags.add(Reply.bulk("nopass"));
    }
    flags.add(Reply.bulk("sanitize-payload"));
    return Reply.map(
        Reply.bulk("flags"),
        Reply.set(flags),
        Reply.bulk("passwords"),
        hasPassword ? Reply.array(Reply.bulk(hash(server))) : Reply.emptyArray(),
        Reply.bulk("commands"),
        Reply.bulk("+@all"),
        Reply.bulk("keys"),
        Reply.bulk("~*"),
        Reply.bulk("channels"),
        Reply.bulk("&*"),
        Reply.bulk("selectors"),
        Reply.emptyArray());
  }

  private static Reply categories(Call call, ServerAccess server) {
    Bytes name = call.find(CATEGORY);
    if (name == null) {
      return Reply.array(
          Arrays.stream(AclCategory.values()).map(each -> Reply.bulk(each.wireName())).toList());
    }
    String wanted = name.toString().toLowerCase(Locale.ROOT);
    AclCategory category =
        Arrays.stream(AclCategory.values())
            .filter(each -> each.wireName().equals(wanted))
            .findFirst()
            .orElseThrow(() -> new CommandError(ErrorText.ACL_UNKNOWN_CATEGORY, name));
    List<Reply> commands = new ArrayList<>();
    for (CommandSpec spec : server.commands().commands()) {
      add(commands, spec, category);
      spec.subcommands().forEach(child -> add(commands, child, category));
    }
    return Reply.array(commands);
  }

  private static void add(List<Reply> commands, CommandSpec spec, AclCategory category) {
    if (spec.categories().contains(category)) {
      commands.add(Reply.bulk(spec.name()));
    }
  }

  private static Reply tryRun(Call call, ServerAccess server) {
    if (!call.get(RUNNER).equals(Authentication.USER)) {
      throw new CommandError(ErrorText.ACL_USER_NOT_FOUND, call.get(RUNNER));
    }
    Request inner = call.request().tail(call.word(COMMAND));
    CommandSpec spec = server.commands().find(inner);
    if (spec == null) {
      throw new CommandError(ErrorText.ACL_COMMAND_NOT_FOUND, call.get(COMMAND));
    }
    if (!spec.acceptsCount(inner.count())) {
      throw new CommandError(ErrorText.WRONG_ARITY, spec.name());
    }
    return Reply.OK;
  }

  private static Reply password(Call call, ServerAccess server) {
    long bits = call.get(BITS, DEFAULT_BITS);
    if (bits <= 0 || bits > MAX_BITS) {
      throw new CommandError(ErrorText.ACL_GENPASS_BITS, MAX_BITS);
    }
    int digits = (int) ((bits + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT);
    byte[] random = new byte[digits];
    RANDOM.nextBytes(random);
    return Reply.bulk(HexFormat.of().formatHex(random).substring(0, digits));
  }
}
