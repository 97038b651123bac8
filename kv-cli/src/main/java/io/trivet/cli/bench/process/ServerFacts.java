package io.trivet.cli.bench.process;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of a server's INFO.
public record ServerFacts(Map<String, String> fields) {
  private static final String UNKNOWN = "unknown server";
  private static final double NS_PER_SECOND = 1e9;

  /// Copies the map.
  public ServerFacts {
    fields = Map.copyOf(fields);
  }

  /// Asks a server. One that refuses INFO, as its access list or its kind may have it, has no
  /// fields.
  ///
  /// @throws IOException if the server does not answer
  public static ServerFacts ask(RespClient client) throws IOException {
    RespValue reply = client.call("INFO");
    return reply instanceof RespValue.Failure ? new ServerFacts(Map.of()) : parse(reply.text());
  }

  /// Reads lines of `name:value`; others are passed over.
  static ServerFacts parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0 && !line.startsWith("#")) {
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
          }
        });
    return new ServerFacts(fields);
  }

  /// Name and version of the software, such as `redis 7.0.15`. A server that states the version of
  /// Redis whose commands it speaks, and its own besides (`NAME_version`), goes by its own.
  public String software() {
    return fields.entrySet().stream()
        .filter(field -> isOwnVersion(field.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .findFirst()
        .map(field -> name(field.getKey()) + " " + field.getValue())
        .orElseGet(this::redisOrUnknown);
  }

  /// The id of the server's process, or 0 if it does not tell.
  long processId() {
    return Math.round(number("process_id", 0));
  }

  /// Processor time that the server says to have used, or -1 if it does not tell.
  long cpuNs() {
    double user = number("used_cpu_user", -1);
    double system = number("used_cpu_sys", -1);
    return user < 0 || system < 0 ? -1 : Math.round((user + system) * NS_PER_SECOND);
  }

  private static boolean isOwnVersion(String field) {
    return switch (field) {
      case "trivet_version", "valkey_version", "dragonfly_version", "garnet_version" -> true;
      default -> false;
    };
  }

  private static String name(String field) {
    return field.substring(0, field.indexOf('_'));
  }

  private String redisOrUnknown() {
    String version = fields.get("redis_version");
    return version == null ? UNKNOWN : "redis " + version;
  }

  private double number(String field, double missing) {
    try {
      String value = fields.get(field);
      return value == null ? missing : Double.parseDouble(value);
    } catch (NumberFormatException _) {
      return missing;
    }
  }
}
