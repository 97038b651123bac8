package io.trivet.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FormatTest {
  private static final Report.Subject OURS = new Report.Subject("127.0.0.1:1", "trivet 1");
  private static final Report.Subject THEIRS = new Report.Subject("127.0.0.1:2", "a, \"b\"");
  private static final Map<String, String> LOAD = Map.of("load", "get");

  private static final Report SINGLE =
      new Report.Single(OURS, LOAD, List.of(Samples.measurement(1000, 50, Samples.cost())));

  private static final Report COMPARED =
      new Report.Compared(
          OURS,
          THEIRS,
          LOAD,
          List.of(),
          List.of(
              new Round(
                  Samples.measurement(3000, 50, Samples.cost()),
                  Samples.measurement(1000, 100, null))));

  @Test
  void tellsPeopleAboutOneServer() {
    assertThat(Format.TEXT.render(SINGLE))
        .isEqualTo(
            """
            127.0.0.1:1  trivet 1
            load get

            run  operations  op/s  mean us    p50    p90    p99  p99.9    max  errors
            get        1000  1000    50.00  50.00  50.00  50.00  50.00  50.00       0
            server: 500.0 us of CPU per operation, resident 10.0 MiB before, 12.0 MiB after
            generator: 100.0 us of CPU per operation
            """);
  }

  @Test
  void tellsPeopleAboutTwoServers() {
    assertThat(Format.TEXT.render(COMPARED))
        .isEqualTo(
            """
            A  127.0.0.1:1  trivet 1
            B  127.0.0.1:2  a, "b"
            load get

            measure         unit      A      B    A/B    min    max
            throughput      op/s   3000   1000  3.000  3.000  3.000
            get p50           us  50.00  100.0  0.500  0.500  0.500
            get p99           us  50.00  100.0  0.500  0.500  0.500
            get p99.9         us  50.00  100.0  0.500  0.500  0.500
            server CPU     us/op  166.7      -      -      -      -
            generator CPU  us/op  33.33  100.0  0.333  0.333  0.333
            resident         MiB  12.00      -      -      -      -
            medians over 1 rounds of A B B A; A/B above 1 favours A in op/s, below 1 in all else
            """);
  }

  @Test
  void tellsWhatWentWrong() {
    Measurement faulty =
        Samples.measurement(
            List.of(Samples.command("get", 10, 1)), Map.of("ERR out of luck", 3L), null);
    Report report = new Report.Single(OURS, LOAD, List.of(faulty));
    assertThat(report.isClean()).isFalse();
    assertThat(Format.TEXT.render(report))
        .endsWith("error: 3 x ERR out of luck\n")
        .contains("server: not a process of this machine");
    assertThat(Format.JSON.render(report))
        .contains("\"ERR out of luck\": 3")
        .contains("\"clean\": false");
  }

  @Test
  void tellsThatNoRoundWasCompleted() {
    Report report = new Report.Compared(OURS, THEIRS, LOAD, List.of(), List.of());
    assertThat(Format.TEXT.render(report)).endsWith("no round was completed\n");
    assertThat(Format.CSV.render(report)).hasLineCount(1);
    assertThat(Format.JSON.render(report)).contains("\"rounds\": []");
  }

  @Test
  void writesCsvWithALineForEachCommandAndForAll() {
    assertThat(Format.CSV.render(SINGLE))
        .isEqualTo(
            """
            server,software,phase,command,operations,errors,seconds,ops_per_second,mean_us,p50_us,\
            p90_us,p99_us,p999_us,max_us,server_cpu_us_per_op,generator_cpu_us_per_op,\
            resident_before_bytes,resident_after_bytes
            127.0.0.1:1,trivet 1,run,get,1000,0,1.000,1000.000,50.000,50.000,50.000,50.000,50.000,\
            50.000,500.000,100.000,10485760,12582912
            127.0.0.1:1,trivet 1,run,all,1000,0,1.000,1000.000,50.016,50.047,50.047,50.047,50.047,\
            50.047,500.000,100.000,10485760,12582912
            """);
  }

  @Test
  void leavesUnknownFieldsOfCsvEmptyAndQuotesWhatNeedsIt() {
    assertThat(Format.CSV.render(COMPARED))
        .startsWith(
            "a,b,measure,command,unit,a_median,b_median,ratio_median,ratio_min,ratio_max,rounds\n")
        .contains("127.0.0.1:1,127.0.0.1:2,throughput,all,op/s,3000.000,1000.000,3.000,3.000,")
        .contains("127.0.0.1:1,127.0.0.1:2,server CPU,all,us/op,166.667,,,,,1\n");
    Report quoted =
        new Report.Single(THEIRS, LOAD, List.of(Samples.measurement(1, 1, Samples.cost())));
    assertThat(Format.CSV.render(quoted)).contains("\n127.0.0.1:2,\"a, \"\"b\"\"\",run,get,1,");
  }

  @Test
  void writesJsonWithEverythingThatWasMeasured() {
    assertThat(Format.JSON.render(COMPARED))
        .startsWith(
            """
            {
              "a": {
                "address": "127.0.0.1:1",
                "software": "trivet 1"
              },
              "b": {
                "address": "127.0.0.1:2",
                "software": "a, \\"b\\""
              },
              "load": {
                "load": "get"
              },
              "ratios": [
                {
                  "measure": "throughput",
                  "command": "all",
                  "unit": "op/s",
                  "a": 3000.0,
                  "b": 1000.0,
                  "median": 3.0,
                  "min": 3.0,
                  "max": 3.0
                },
            """)
        .contains("\"server_cpu_us_per_op\": null")
        .contains("\"p999_us\": ")
        .endsWith("  \"clean\": true\n}\n");
  }
}
