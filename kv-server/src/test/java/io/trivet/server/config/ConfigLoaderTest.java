package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void argumentsOverrideTheFileAndTheFileTheDefaults() throws Exception {
    Config config =
        load(
            "# comment\n\nport 7001\nTimeout 5\nmaxmemory 1gb\r\n",
            "--port",
            "7002",
            "--set",
            "appendfsync=always",
            "hz=20",
            "--maxclients=5",
            "--bind",
            "127.0.0.1 ::1",
            "--dir",
            "/x/dätä");
    assertThat(config.get(NetworkOptions.PORT)).isEqualTo(7002);
    assertThat(config.get(NetworkOptions.TIMEOUT)).isEqualTo(5);
    assertThat(config.get(MemoryOptions.MAXMEMORY)).isEqualTo(1L << 30);
    assertThat(config.get(DurabilityOptions.APPENDFSYNC)).isEqualTo(AppendFsync.ALWAYS);
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(20);
    assertThat(config.get(NetworkOptions.MAX_CLIENTS)).isEqualTo(5);
    assertThat(config.get(NetworkOptions.BIND)).containsExactly("127.0.0.1", "::1");
    assertThat(config.get(NetworkOptions.TCP_BACKLOG)).isEqualTo(511);
    assertThat(config.get(DurabilityOptions.DIR)).isEqualTo(Path.of("/x/dätä"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "port 70000, port: argument must be between 0 and 65535 inclusive",
        "port x, port: argument couldn't be parsed into an integer",
        "port 1 2, port: wrong number of arguments",
        "port, port: wrong number of arguments",
        "io-threads 129, io-threads: argument must be between 1 and 128 inclusive",
        "maxmemory 1.5gb, maxmemory: argument must be a memory value",
        "appendonly maybe, appendonly: argument must be 'yes' or 'no'",
        "`appendfsync often`, `appendfsync: argument(s) must be one of the following: everysec, always, no`",
        "save 900, save: Invalid save parameters",
        "client-output-buffer-limit normal 1, client-output-buffer-limit: Wrong number of arguments in buffer limit configuration.",
        "unixsocketperm 9, unixsocketperm: argument couldn't be parsed as an octal number",
        "requirepass \"a, unbalanced quotes",
        "`maxmemroy 1gb`, `unknown directive maxmemroy, did you mean maxmemory?`",
        "xyzzyxyzzy 1, unknown directive xyzzyxyzzy",
        "user default on, user: users are not served: use requirepass",
        "loadmodule x.so, loadmodule: modules cannot be loaded",
        "tls-port 6380, tls-port: TLS is not served: leave tls-port at 0",
        "`daemonize yes`, `daemonize: the server runs in the foreground: let a service manager or a shell start it in the background`",
        "replicaof a 1, replicaof: the server follows no Redis server: a standby is a group-member",
        "include, include: wrong number of arguments"
      })
  void tellsFileLineAndReason(String line, String reason) throws IOException {
    Path file = write("kv.conf", "port 7001\n\n" + line + "\n");
    assertThatThrownBy(() -> ConfigLoader.load(file, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ":3: " + reason);
  }

  @Test
  void tellsAllProblemsAtOnceWithoutTheirValues() {
    assertThatThrownBy(
            () -> load("port x\nrequirepass s3cret s3cret\nbar 1\n", "--hz", "zz", "--port", "1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "kv.conf:1: port: ", ":2: requirepass: ", ":3: ", "command line: hz: ")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "--set, --set needs NAME=VALUE",
    "--set=5, unknown directive set",
    "-p, 'expected --NAME VALUE, not -p'",
    "--, 'expected --NAME VALUE, not --'",
    "--prot=1, 'unknown directive prot, did you mean port?'",
    "--requirepass=a, 'requirepass: every user of this machine can read the command line: put it in a file'"
  })
  void tellsWhatIsWrongOnTheCommandLine(String argument, String reason) {
    assertThatThrownBy(() -> load("", argument)).hasMessageStartingWith("command line: " + reason);
  }

  @Test
  void directivesOfOneFileAddUpWhereRedisAddsThem() throws Exception {
    Config config =
        load(
            "save 900 1\nsave 300 10 60 5\nrename-command FLUSHALL \"\"\nrename-command keys k\n"
                + "client-output-buffer-limit normal 1mb 512k 10\n"
                + "client-output-buffer-limit slave 5 6 7\nbind 1.1.1.1\nbind 127.0.0.1\n",
            "--save",
            "1 2");
    assertThat(config.show(List.of("save"), ConfigAccess.LOCAL)).containsEntry("save", "1 2");
    assertThat(config.get(SecurityOptions.RENAME_COMMAND))
        .isEqualTo(Map.of("flushall", "", "keys", "k"));
    assertThat(config.get(NetworkOptions.CLIENT_OUTPUT_BUFFER_LIMIT))
        .isEqualTo(
            new OutputBufferLimits(
                new OutputBufferLimits.Limit(1 << 20, 512_000, 10),
                new OutputBufferLimits.Limit(5, 6, 7),
                new OutputBufferLimits.Limit(32 << 20, 8 << 20, 60)));
    assertThat(config.get(NetworkOptions.BIND)).containsExactly("127.0.0.1");
    Config added = load("save 900 1\nsave 300 10 60 5\n");
    assertThat(added.show(List.of("save"), ConfigAccess.LOCAL))
        .containsEntry("save", "900 1 300 10 60 5");
    Config cleared = load("save 900 1\nsave \"\"\n");
    assertThat(cleared.show(List.of("save"), ConfigAccess.LOCAL)).containsEntry("save", "");
  }

  @Test
  void readsIncludedFilesInTheirPlace() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    write("d/2.conf", "hz 22\n");
    write("d/1.conf", "hz 11\ntimeout 9\ninclude ../deep.conf\n");
    write("deep.conf", "maxclients 77\n");
    write("d/no.txt", "port x\n");
    Config config = load("timeout 1\nhz 1\ninclude d/*.conf\ninclude none/*.conf\ntimeout 2\n");
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(22);
    assertThat(config.get(NetworkOptions.TIMEOUT)).isEqualTo(2);
    assertThat(config.get(NetworkOptions.MAX_CLIENTS)).isEqualTo(77);
  }

  @Test
  void refusesMissingFilesAndFilesThatIncludeEachOther() throws IOException {
    Path missing = folder.resolve("missing.conf");
    assertThatThrownBy(() -> ConfigLoader.load(missing, List.of()))
        .hasMessage(missing + ": cannot read " + missing + ": there is no such file");
    assertThatThrownBy(() -> load("\ninclude gone.conf\n"))
        .hasMessageEndingWith(
            "kv.conf:2: cannot read " + folder.resolve("gone.conf") + ": there is no such file");
    Path self = write("self.conf", "include self.conf\n");
    assertThatThrownBy(() -> ConfigLoader.load(self, List.of()))
        .hasMessage(self + ":1: files include each other too deeply");
    assertThatThrownBy(() -> ConfigLoader.load(folder, List.of()))
        .hasMessageEndingWith("it is a folder");
  }

  @Test
  void takesThePasswordFromAFileOfItsOwn() throws Exception {
    Path secret = write("secret", "pä ss\nnot this\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Config config = load("requirepass-file " + secret + "\n");
    assertThat(config.get(SecurityOptions.REQUIREPASS)).isEqualTo(DirectiveText.ofUnicode("pä ss"));
    assertThat(config.warnings()).isEmpty();
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Config open = load("requirepass-file " + secret + "\n", "--hz", "5");
    assertThat(open.warnings())
        .containsExactly("others can read the password in " + secret + ": chmod 600 it");
    assertThat(load("requirepass x\nrequirepass-file " + secret).get(SecurityOptions.REQUIREPASS))
        .isEqualTo("x");
    assertThatThrownBy(() -> load("requirepass-file " + folder.resolve("gone")))
        .hasMessageStartingWith("requirepass-file: cannot read ");
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() {
    assertThatThrownBy(() -> load("port 0\n"))
        .hasMessage("port, bind: there is no address to serve clients on");
    assertThatThrownBy(() -> load("bind\n"))
        .hasMessage("port, bind: there is no address to serve clients on");
    assertThatThrownBy(() -> load("port 7001\nmetrics-port 7001\n"))
        .hasMessage("port, metrics-port: both are 7001: they must differ");
  }

  @Test
  void warnsOfAnOpenServerWithoutAPassword() throws Exception {
    assertThat(load("bind *\n").warnings()).isEmpty();
    assertThat(load("bind 127.0.0.1\nprotected-mode no\n").warnings()).isEmpty();
    assertThat(load("bind *\nprotected-mode no\n").warnings())
        .containsExactly(
            "clients from other machines need no password: set requirepass or protected-mode yes");
  }

  @Test
  void servesMetricsBesideThePortUnlessToldOtherwise() throws Exception {
    assertThat(ObservabilityOptions.metricsPort(load(""))).isEqualTo(9379);
    assertThat(ObservabilityOptions.metricsPort(load("port 65000\n"))).isEqualTo(62_000);
    assertThat(ObservabilityOptions.metricsPort(load("metrics-port 0\n"))).isZero();
    assertThat(ObservabilityOptions.metricsPort(load("metrics-port 9999\n"))).isEqualTo(9999);
    assertThat(ObservabilityOptions.metricsPort(load("metrics-port AUTO\n"))).isEqualTo(9379);
  }

  @Test
  void takesTheNearestSensibleValue() throws Exception {
    Config config = load("log-ring-size 65mb\nhz 9999\nproto-max-bulk-len 4gb\n");
    assertThat(config.get(DurabilityOptions.LOG_RING_SIZE)).isEqualTo(128L << 20);
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(500);
    assertThat(config.get(NetworkOptions.PROTO_MAX_BULK_LEN)).isEqualTo(512L << 20);
    assertThat(load("log-ring-size 64mb\n").get(DurabilityOptions.LOG_RING_SIZE))
        .isEqualTo(64L << 20);
  }

  @Test
  void readsADirectiveThatRedisReadsWithoutUse() throws Exception {
    assertThat(load("lua-replicate-commands yes\n").warnings()).isEmpty();
  }

  private Config load(String text, String... arguments) throws ConfigException, IOException {
    return ConfigLoader.load(write("kv.conf", text), List.of(arguments));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
