package io.trivet.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RatioTest {
  private static final Offset<Double> NEARLY = within(0.2);

  @Test
  void dividesWithinARoundAndTakesTheMedianOverRounds() {
    Ratio throughput = ratio("throughput", round(100, 50), round(300, 100), round(80, 80));
    assertThat(throughput.a()).isEqualTo(100);
    assertThat(throughput.b()).isEqualTo(80);
    assertThat(throughput.median()).isEqualTo(2);
    assertThat(throughput.min()).isEqualTo(1);
    assertThat(throughput.max()).isEqualTo(3);
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(ratio("throughput", round(100, 100), round(200, 100)).median()).isEqualTo(1.5);
  }

  @Test
  void comparesLatenciesProcessorTimeAndMemory() {
    Round round =
        new Round(
            Samples.measurement(1000, 50, Samples.cost()),
            Samples.measurement(2000, 100, Samples.cost()));
    assertThat(ratio("p50", round).median()).isEqualTo(0.5, within(0.001));
    assertThat(ratio("p99", round).a()).isEqualTo(50, NEARLY);
    assertThat(ratio("p99.9", round).b()).isEqualTo(100, NEARLY);
    assertThat(ratio("server CPU", round).a()).isEqualTo(500, NEARLY);
    assertThat(ratio("server CPU", round).median()).isEqualTo(2);
    assertThat(ratio("resident", round).median()).isEqualTo(1);
    assertThat(ratio("resident", round).a()).isEqualTo(12);
  }

  @Test
  void addsUpTheTwoHalvesOfARound() {
    Measurement whole =
        Samples.measurement(1000, 50, new ServerCost(100, 7, 8))
            .plus(Samples.measurement(3000, 150, new ServerCost(300, 9, 11)));
    assertThat(whole.throughput()).isEqualTo(2000);
    assertThat(whole.server()).isEqualTo(new ServerCost(400, 7, 11));
    assertThat(whole.result().all().percentileUs(50)).isEqualTo(150, NEARLY);
    assertThat(whole.result().all().percentileUs(20)).isEqualTo(50, NEARLY);
  }

  @Test
  void knowsNothingWhereTheServerIsElsewhere() {
    Round round =
        new Round(
            Samples.measurement(1000, 50, null), Samples.measurement(2000, 100, Samples.cost()));
    assertThat(ratio("server CPU", round).median()).isNaN();
    assertThat(ratio("resident", round).median()).isNaN();
    assertThat(ratio("throughput", round).median()).isEqualTo(0.5);
  }

  @Test
  void namesEveryCommandOfAMixAndAllTogether() {
    Measurement mixed =
        Samples.measurement(
            List.of(Samples.command("get", 90, 10), Samples.command("set", 10, 500)),
            Map.of(),
            null);
    List<Ratio> ratios = Ratio.ofRounds(List.of(new Round(mixed, mixed)));
    assertThat(ratios)
        .filteredOn(ratio -> ratio.measure().equals("p99"))
        .extracting(Ratio::command)
        .containsExactly("get", "set", "all");
    assertThat(ratios)
        .filteredOn(ratio -> ratio.measure().equals("p99") && ratio.command().equals("get"))
        .allSatisfy(ratio -> assertThat(ratio.a()).isEqualTo(10, NEARLY));
  }

  @Test
  void tellsTheBytesOfAKeyAfterPopulate() {
    Measurement filled = Samples.measurement(1 << 20, 10, Samples.cost());
    assertThat(Ratio.ofPopulate(filled, filled))
        .filteredOn(ratio -> ratio.measure().equals("memory grown"))
        .allSatisfy(ratio -> assertThat(ratio.a()).isEqualTo(2));
  }

  private static Round round(long a, long b) {
    return new Round(Samples.measurement(a, 10, null), Samples.measurement(b, 10, null));
  }

  private static Ratio ratio(String measure, Round... rounds) {
    return Ratio.ofRounds(List.of(rounds)).stream()
        .filter(ratio -> ratio.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }
}
