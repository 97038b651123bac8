package io.trivet.cli.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.value.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RespValueTest {
  @Test
  void readsTextFromStringsAndNumbers() throws Exception {
    assertThat(new RespValue.Simple("OK").text()).isEqualTo("OK");
    assertThat(new RespValue.Bulk(Bytes.utf8("é")).text()).isEqualTo("é");
    assertThat(new RespValue.Verbatim("txt", Bytes.utf8("a")).text()).isEqualTo("a");
    assertThat(new RespValue.Int(-5).text()).isEqualTo("-5");
  }

  @Test
  void readsNoTextFromErrorsAndAggregates() {
    assertThatThrownBy(() -> new RespValue.Failure("ERR unknown command").text())
        .isInstanceOf(RespProtocolException.class)
        .hasMessageContaining("ERR unknown command");
    assertThatThrownBy(() -> RespValue.Null.NULL.text()).isInstanceOf(RespProtocolException.class);
    assertThatThrownBy(() -> new RespValue.Array(List.of()).text())
        .isInstanceOf(RespProtocolException.class);
  }

  @Test
  void knowsTheCodeOfAnError() {
    assertThat(new RespValue.Failure("MOVED 3999 127.0.0.1:6381").code()).isEqualTo("MOVED");
    assertThat(new RespValue.Failure("LOADING").code()).isEqualTo("LOADING");
  }
}
