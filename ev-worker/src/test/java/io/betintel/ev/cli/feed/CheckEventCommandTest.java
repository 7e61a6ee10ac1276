package io.betintel.ev.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.CommandLineRunner;
import io.betintel.ev.codec.AvroRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckEventCommandTest {
  private static final String EVENT =
      "{\"event_id\":\"b33f30ad5541b19794da293edee78bd3\",\"sport_key\":\"icehockey_nhl\","
          + "\"commence_time\":\"2024-03-21T23:00:00Z\",\"bookmaker\":\"fanduel\","
          + "\"bet_type\":\"h2h\",\"last_update\":\"2024-03-21T14:10:00Z\","
          + "\"outcomes\":[{\"name\":\"Boston Bruins\",\"price\":1.91}]}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @BeforeAll
  static void prepareAvro() {
    AvroRuntime.prepare();
  }

  @Test
  void severalEventsEachWithItsVerdict() throws Exception {
    int exit = check(EVENT + EVENT.replace("h2h", "player_asists") + EVENT.replace("1.91", "0.91"));

    // A published example: murmur2 of the event id is -1704187666; without its sign bit 443295982,
    // modulo 12 it is 10.
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            """
            admitted: event 1: market b33f30ad5541b19794da293edee78bd3|h2h at fanduel, home\
             partition 10 of 12
            parked: event 2: market b33f30ad5541b19794da293edee78bd3|player_asists at fanduel, home\
             partition 10 of 12
              bet_type is "player_asists": this build does not know it (the nearest that it knows\
             is player_assists); parked, not refused
            refused: event 3
              outcomes[0].price is 0.91: decimal odds must be above 1 and at most 100000
            """);
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void eventWithoutOutcomesIsASuspension() throws Exception {
    int exit = check(EVENT.replaceAll("\\[.*]", "[]"));

    assertThat(out.toString())
        .startsWith(
            "admitted: event 1: market b33f30ad5541b19794da293edee78bd3|h2h at fanduel, suspended,"
                + " home partition 10 of 12");
    assertThat(exit).isZero();
  }

  @Test
  void parkedEventsAreNoFailure() throws Exception {
    assertThat(check(EVENT)).isZero();
    assertThat(check(EVENT.replace("h2h", "player_asists"))).isZero();
  }

  @Test
  void timestampIsIsoOrMilliseconds() throws Exception {
    assertThat(check(EVENT, "--timestamp", "2024-03-21T14:08:00Z")).isEqualTo(1);
    assertThat(out.toString()).contains("ahead of the record timestamp 2024-03-21T14:08:00Z");
    assertThat(check(EVENT, "--timestamp", "1711030200000")).isZero();
    assertThat(check(EVENT, "--timestamp", "yesterday")).isEqualTo(2);
  }

  @Test
  void inputThatCannotBeReadIsSaidClearly() throws Exception {
    assertThat(check(EVENT + "{\"event_id\":")).isEqualTo(1);
    assertThat(out.toString()).startsWith("admitted: event 1");
    assertThat(err.toString()).contains("events.json is not JSON at line ");
    assertThat(check("")).isEqualTo(1);
    assertThat(err.toString()).contains("events.json holds no event");
    assertThat(run(directory.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none: there is no such file");
    assertThat(check(EVENT, "--partitions", "0")).isEqualTo(2);
  }

  /** EVENT is quoted at 14:10:00. */
  @Test
  void timesAreComparedWithTheClock() throws Exception {
    String[] quoted = {"--timestamp", "2024-03-21T14:10:00Z", "--clock", ""};
    quoted[3] = "2024-03-21T14:10:00Z";
    assertThat(check(EVENT, quoted)).isZero();
    assertThat(out.toString()).doesNotContain("ahead");

    quoted[3] = "2024-03-21T14:05:00Z";
    assertThat(check(EVENT, quoted)).isZero();
    assertThat(out.toString())
        .contains(
            "  its times are ahead of the worker's clock, 2024-03-21T14:05:00Z: they count as of"
                + " then");

    quoted[3] = "2024-03-21T14:04:59.999Z";
    assertThat(check(EVENT, quoted)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "  record timestamp is 2024-03-21T14:10:00Z at bookmaker fanduel, ahead of the worker's"
                + " clock 2024-03-21T14:04:59.999Z by more than PT5M (EV_CLOCK_AHEAD)");
  }

  @Test
  void recordIsOfTheClockUnlessItsTimestampIsGiven() throws Exception {
    assertThat(check(EVENT, "--clock", "2024-03-21T14:09:00Z")).isZero();
    assertThat(check(EVENT, "--clock", "2024-03-21T14:08:59Z")).isEqualTo(1);
    assertThat(out.toString()).contains("ahead of the record timestamp 2024-03-21T14:08:59Z");
  }

  @Test
  void quoteOfTheFutureIsRefused() throws Exception {
    String future = EVENT.replace("2024-03-21T14", "2199-03-21T14").replace("2024", "2199");

    assertThat(check(future, "--timestamp", "2199-03-21T14:10:00Z")).isEqualTo(1);
    assertThat(out.toString()).contains("ahead of the worker's clock");
  }

  private int check(String content, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("events.json"), content);
    List<String> args = new ArrayList<>(List.of(file.toString()));
    args.addAll(List.of(options));
    if (options.length == 0) { // as on the day of the event
      args.addAll(List.of("--clock", "2024-03-21T14:10:19Z"));
    }
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> line = new ArrayList<>(List.of("check-event"));
    line.addAll(List.of(args));
    return commandLine.execute(line.toArray(String[]::new));
  }
}
