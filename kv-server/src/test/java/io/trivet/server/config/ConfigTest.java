package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  @Test
  void changesAllOptionsOrNone() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    assertThatThrownBy(() -> set(config, "hz", "44", "maxmemory", "x"))
        .isInstanceOf(ConfigSetException.class);
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(10);
    set(config, "hz", "44", "maxmemory", "1kb");
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(44);
    assertThat(config.get(MemoryOptions.MAXMEMORY)).isEqualTo(1024);
  }

  @Test
  void tellsObserversOfNewValuesOnly() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    List<Integer> seen = new ArrayList<>();
    config.observe(MemoryOptions.HZ, seen::add);
    set(config, "hz", "10");
    set(config, "timeout", "3");
    set(config, "hz", "11", "timeout", "4");
    assertThat(seen).containsExactly(11);
  }

  @Test
  void takesEverythingBackWhenAnObserverRefuses() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    List<Integer> seen = new ArrayList<>();
    config.observe(MemoryOptions.HZ, seen::add);
    config.observe(
        MemoryOptions.MAXMEMORY,
        value -> {
          throw new BadValueException("there is not so much memory");
        });
    assertThatThrownBy(() -> set(config, "hz", "11", "MaxMemory", "5"))
        .hasMessage(
            "CONFIG SET failed (possibly related to argument 'MaxMemory') - there is not so much"
                + " memory");
    assertThat(seen).containsExactly(11, 10);
    assertThat(config.get(MemoryOptions.HZ)).isEqualTo(10);
    assertThat(config.get(MemoryOptions.MAXMEMORY)).isZero();
  }

  @Test
  void observerThatLooksSeesTheOldValuesAgainWhenAnotherRefuses() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    List<Integer> seen = new ArrayList<>();
    config.observe(MemoryOptions.HZ, _ -> seen.add(config.get(MemoryOptions.HZ)));
    config.observe(
        MemoryOptions.MAXMEMORY,
        value -> {
          throw new BadValueException("there is not so much memory");
        });
    assertThatThrownBy(() -> set(config, "hz", "11", "maxmemory", "5"))
        .isInstanceOf(ConfigSetException.class);
    assertThat(seen).containsExactly(11, 10);
  }

  @Test
  void fileIsReadAgainWhenItsNameIsSetToWhatItIs() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    List<String> seen = new ArrayList<>();
    config.observe(TlsOptions.TLS_CERT_FILE, seen::add);
    set(config, "hz", "11");
    set(config, "tls-cert-file", "a.crt");
    set(config, "tls-cert-file", "a.crt");
    assertThat(seen).containsExactly("a.crt", "a.crt");
  }

  @Test
  void protectsOptionsAndSecretsFromThoseWhoMustNotSeeThem(@TempDir Path folder) throws Exception {
    Config closed = withProtection(folder, "no");
    assertThat(password(closed, ConfigAccess.LOCAL)).isEqualTo("(redacted)");
    assertThatThrownBy(() -> set(closed, "dbfilename", "x"))
        .hasMessageEndingWith("can't set protected config");

    Config local = withProtection(folder, "local");
    assertThat(password(local, ConfigAccess.LOCAL)).isEqualTo("s3cret");
    assertThat(password(local, ConfigAccess.REMOTE)).isEqualTo("(redacted)");
    set(local, "dbfilename", "x");
    assertThatThrownBy(
            () -> local.set(List.of(new Setting("dbfilename", "y")), ConfigAccess.REMOTE))
        .hasMessageEndingWith("can't set protected config");

    assertThat(password(withProtection(folder, "yes"), ConfigAccess.REMOTE)).isEqualTo("s3cret");
    Config none = ConfigLoader.load(null, List.of());
    assertThat(password(none, ConfigAccess.REMOTE)).isEmpty();
  }

  @Test
  void showsEveryNameOnceAsAsked() throws Exception {
    Config config = ConfigLoader.load(null, List.of());
    Map<String, String> shown = config.show(List.of("HZ", "hz", "h?"), ConfigAccess.LOCAL);
    assertThat(shown).containsExactly(Map.entry("HZ", "10"));
    assertThat(config.show(List.of("*"), ConfigAccess.LOCAL))
        .containsKeys("hash-max-ziplist-value", "hash-max-listpack-value", "metrics-port")
        .doesNotContainKeys("rename-command", "include");
    assertThat(config.show(List.of("*".repeat(2000), "nothing", ""), ConfigAccess.LOCAL)).isEmpty();
  }

  private static Config withProtection(Path folder, String who) throws Exception {
    Path file = folder.resolve("kv.conf");
    Files.writeString(file, "requirepass s3cret\nenable-protected-configs " + who + "\n");
    return ConfigLoader.load(file, List.of());
  }

  private static String password(Config config, ConfigAccess access) {
    return config.show(List.of("requirepass"), access).get("requirepass");
  }

  private static void set(Config config, String... words) throws ConfigSetException {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      settings.add(new Setting(words[i], words[i + 1]));
    }
    config.set(settings, ConfigAccess.LOCAL);
  }
}
