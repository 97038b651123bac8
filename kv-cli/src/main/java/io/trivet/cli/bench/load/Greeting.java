package io.trivet.cli.bench.load;

import io.trivet.cli.resp.CommandEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every connection says once, before any load.
///
/// @param user the user to log in, or null for the default user
/// @param password the password, or null to log in as nobody
/// @param isResp3 whether replies shall come as RESP3
/// @param db number of the database
public record Greeting(@Nullable String user, @Nullable String password, boolean isResp3, int db) {
  /// The commands, each of which the server answers once.
  public List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    if (password != null) {
      commands.add(user == null ? List.of("AUTH", password) : List.of("AUTH", user, password));
    }
    if (isResp3) {
      commands.add(List.of("HELLO", "3"));
    }
    if (db != 0) {
      commands.add(List.of("SELECT", Integer.toString(db)));
    }
    return commands;
  }

  /// The commands as they are sent.
  byte[] encode() {
    CommandEncoder encoder = new CommandEncoder();
    commands().forEach(words -> encoder.command(words.toArray(String[]::new)));
    return encoder.toByteArray();
  }
}
