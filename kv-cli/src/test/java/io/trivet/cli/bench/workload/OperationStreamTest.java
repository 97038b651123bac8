package io.trivet.cli.bench.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trivet.cli.resp.RespDecoder;
import io.trivet.cli.resp.RespValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperationStreamTest {
  private static final KeyLayout LAYOUT = new KeyLayout("key:", 16, 1000);
  private static final int VALUE_BYTES = 20;

  @Test
  void writesWellFormedCommandsWithKeysAndValues() throws Exception {
    OperationStream stream = only("set", new KeyDistribution.Uniform(), 1).getFirst();
    Set<String> values = new HashSet<>();
    for (List<String> words : commands(stream, 100)) {
      assertThat(words).hasSize(3);
      assertThat(words.get(0)).isEqualTo("SET");
      assertThat(words.get(1)).matches("key:000000000\\d{3}");
      assertThat(words.get(2)).matches("[a-zA-Z]{20}");
      values.add(words.get(2));
    }
    assertThat(values).hasSizeGreaterThan(90);
  }

  @Test
  void fillsPlaceholdersInAnyPlaceOfAText() throws Exception {
    OperationStream stream =
        only("EVAL {value}-x 1 {{key}} a{random}b", new KeyDistribution.Sequential(), 1).getFirst();
    List<String> words = commands(stream, 1).getFirst();
    assertThat(words.get(1)).matches("[a-zA-Z]{20}-x");
    assertThat(words.get(3)).isEqualTo("{key:000000000000}");
    assertThat(words.get(4)).matches("a000000000\\d{3}b");
  }

  @Test
  void sendsTheSameOperationsForTheSameSeed() throws Exception {
    for (String mix : new String[] {"get=90,set=10", "zadd=1,mset=1,incr=3"}) {
      assertThat(firstOf(mix, 7)).isEqualTo(firstOf(mix, 7)).isNotEqualTo(firstOf(mix, 8));
    }
  }

  @Test
  void sendsOtherOperationsOnOtherConnections() throws Exception {
    List<OperationStream> streams = mixed("get=1,set=1", 2, 1);
    assertThat(commands(streams.get(0), 20)).isNotEqualTo(commands(streams.get(1), 20));
  }

  @Test
  void reachesEachKeyOnceWhenEveryConnectionSendsItsShare() throws Exception {
    int connections = 7;
    Workload workload = Workload.eachKeyOnce("set", LAYOUT, VALUE_BYTES);
    List<OperationStream> streams = workload.streams(connections, 1);
    List<String> keys = new ArrayList<>();
    for (int index = 0; index < connections; index++) {
      int share = (int) new Share(index, connections).size(LAYOUT.keys());
      commands(streams.get(index), share).forEach(words -> keys.add(words.get(1)));
    }
    assertThat(keys).hasSize(1000).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void goesRoundWhenTheKeysAreInSequence() throws Exception {
    OperationStream last = only("get", new KeyDistribution.Sequential(), 4).get(3);
    List<List<String>> commands = commands(last, 251);
    assertThat(commands.get(0).get(1)).isEqualTo("key:000000000750");
    assertThat(commands.get(249).get(1)).isEqualTo("key:000000000999");
    assertThat(commands.get(250).get(1)).isEqualTo("key:000000000000");
  }

  @Test
  void mixesCommandsByTheirWeights() {
    OperationStream stream = mixed("get=90,set=9,del=1", 1, 3).getFirst();
    byte[] target = new byte[1000];
    int[] drawn = new int[3];
    for (int index = 0; index < 100_000; index++) {
      stream.write(target, 0);
      drawn[stream.command()]++;
    }
    assertThat(drawn[0] / 100_000.0).isCloseTo(0.90, within(0.005));
    assertThat(drawn[1] / 100_000.0).isCloseTo(0.09, within(0.005));
    assertThat(drawn[2] / 100_000.0).isCloseTo(0.01, within(0.002));
  }

  @Test
  void asksForEveryKeyEquallyOftenByDefault() throws Exception {
    OperationStream stream = only("get", new KeyDistribution.Uniform(), 1).getFirst();
    Set<String> keys = new HashSet<>();
    commands(stream, 10_000).forEach(words -> keys.add(words.get(1)));
    assertThat(keys).hasSizeGreaterThan(990);
  }

  @Test
  void writesEveryNamedCommand() throws Exception {
    for (String name : NamedCommands.names().split(", ", -1)) {
      OperationStream stream = only(name, new KeyDistribution.Uniform(), 1).getFirst();
      List<String> words = commands(stream, 1).getFirst();
      assertThat(words.getFirst()).isUpperCase();
      assertThat(words).noneMatch(word -> word.contains("{") || word.indexOf(0) >= 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "get=", "get=0", "get=x", "get=1,", "none=1", "get=1=2"})
  void refusesAMixThatIsNone(String mix) {
    assertThatThrownBy(() -> CommandMix.parse(mix, LAYOUT, VALUE_BYTES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesKeysThatAreTooShortForTheirNumbers() {
    assertThatThrownBy(() -> new KeyLayout("key:", 8, 100_000)).hasMessageContaining("take 9");
    assertThatThrownBy(() -> new KeyLayout("key:", 16, 0)).hasMessageContaining("from 1 to");
  }

  private static List<List<String>> firstOf(String mix, long seed) throws Exception {
    return commands(mixed(mix, 1, seed).getFirst(), 50);
  }

  private static List<OperationStream> mixed(String mix, int connections, long seed) {
    CommandMix commands = CommandMix.parse(mix, LAYOUT, VALUE_BYTES);
    return new Workload(commands, LAYOUT, new KeyDistribution.Uniform(), VALUE_BYTES)
        .streams(connections, seed);
  }

  private static List<OperationStream> only(
      String command, KeyDistribution distribution, int connections) {
    CommandMix mix = CommandMix.single(command, LAYOUT, VALUE_BYTES);
    return new Workload(mix, LAYOUT, distribution, VALUE_BYTES).streams(connections, 1);
  }

  private static List<List<String>> commands(OperationStream stream, int count) throws Exception {
    List<List<String>> commands = new ArrayList<>();
    RespDecoder decoder = new RespDecoder();
    byte[] target = new byte[4096];
    for (int index = 0; index < count; index++) {
      decoder.feed(target, 0, stream.write(target, 0));
      List<String> words = new ArrayList<>();
      for (RespValue word : ((RespValue.Array) decoder.next()).items()) {
        words.add(new String(((RespValue.Bulk) word).bytes().array(), ISO_8859_1));
      }
      commands.add(words);
    }
    return commands;
  }
}
