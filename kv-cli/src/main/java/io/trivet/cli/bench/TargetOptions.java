package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Greeting;
import io.trivet.cli.resp.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// The options that say which server, and as whom. What picocli leaves null was not given.
final class TargetOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      converter = AddressReader.class,
      description = "The server, as HOST:PORT, HOST or PORT; 127.0.0.1:6379 if not given.")
  private @Nullable ServerAddress address;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Host of the server, in place of ADDRESS.")
  private @Nullable String host;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Port of the server, in place of ADDRESS.")
  private @Nullable Integer port;

  @Option(
      names = "--compare",
      paramLabel = "ADDRESS",
      converter = AddressReader.class,
      description =
          "A second server, B. Both get the same load in turn, A B B A in every round, and the"
              + " ratios A/B are printed.")
  private @Nullable ServerAddress compared;

  @Option(names = "--user", paramLabel = "NAME", description = "User to log in as.")
  private @Nullable String user;

  @Option(
      names = {"-a", "--password"},
      paramLabel = "PASSWORD",
      description = "Password to log in with, on both servers.")
  private @Nullable String password;

  @Option(names = "--db", paramLabel = "NUMBER", defaultValue = "0", description = "Database.")
  private int db;

  @Option(
      names = {"-3", "--resp3"},
      description = "Ask for replies in RESP3.")
  private boolean isResp3;

  /// Reads an address for picocli.
  static final class AddressReader implements ITypeConverter<ServerAddress> {
    @Override
    public ServerAddress convert(String text) {
      try {
        return ServerAddress.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /// The server to measure.
  ///
  /// @throws IllegalArgumentException if it is named twice, or by a port out of range
  ServerAddress address() {
    if (address != null && (host != null || port != null)) {
      throw new IllegalArgumentException("give either ADDRESS or --host and --port");
    }
    if (address != null) {
      return address;
    }
    return new ServerAddress(
        host == null ? "127.0.0.1" : host, port == null ? ServerAddress.DEFAULT_PORT : port);
  }

  /// The server to compare with, or null.
  @Nullable ServerAddress compared() {
    return compared;
  }

  /// What is said on every connection.
  Greeting greeting() {
    if (user != null && password == null) {
      throw new IllegalArgumentException("--user needs --password");
    }
    return new Greeting(user, password, isResp3, db);
  }
}
