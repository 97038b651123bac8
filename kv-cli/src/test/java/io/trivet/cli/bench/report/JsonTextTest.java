package io.trivet.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  @Test
  void writesNestedValuesInOrder() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("n", 1.5);
    map.put("list", List.of(1, true, List.of(), Map.of()));
    assertThat(JsonText.of(map))
        .isEqualTo(
            """
            {
              "n": 1.5,
              "list": [
                1,
                true,
                [],
                {}
              ]
            }
            """);
  }

  @Test
  void escapesWhatJsonReserves() {
    assertThat(JsonText.of("a\"b\\c\n\r\t\u0001é")).isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001é\"\n");
  }

  @Test
  void writesNullForWhatIsNoJsonNumber() {
    assertThat(JsonText.of(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, null)))
        .isEqualTo("[\n  null,\n  null,\n  null\n]\n");
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> JsonText.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
