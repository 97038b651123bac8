package io.trivet.cli.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "example.org:7001, example.org, 7001",
    "example.org, example.org, 6379",
    "7001, 127.0.0.1, 7001",
    ":7001, 127.0.0.1, 7001",
    "10.0.0.1:1, 10.0.0.1, 1",
    "[::1]:7001, ::1, 7001",
    "[fe80::1%eth0], fe80::1%eth0, 6379",
    "::1, ::1, 6379"
  })
  void readsHostAndPortAndSuppliesWhatIsMissing(String text, String host, int port) {
    assertThat(ServerAddress.parse(text)).isEqualTo(new ServerAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "host:",
        "host:x",
        "host:0",
        "host:65536",
        "[]:1",
        "[::1",
        "a]:1",
        "99999999999"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isWrittenAsItIsRead() {
    for (String text : new String[] {"example.org:7001", "[::1]:7001"}) {
      assertThat(ServerAddress.parse(text)).hasToString(text);
    }
  }
}
