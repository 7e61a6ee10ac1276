package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.console.Screen.Size;
import io.betintel.ev.status.Answer;
import io.betintel.ev.status.DatabaseState;
import io.betintel.ev.status.DatabaseState.Bet;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.WorkerCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page is a function of the window's size and the figures: nothing here has a terminal. */
final class LivePageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String KEY = "ev_" + "k".repeat(43);
  private static final List<DemoAddress> ADDRESSES =
      List.of(
          new DemoAddress("board", "http://127.0.0.1:40001/"),
          new DemoAddress("admin key", KEY),
          new DemoAddress("PostgreSQL", "jdbc:postgresql://127.0.0.1:40002/demo"),
          new DemoAddress("user", "postgres"),
          new DemoAddress("password", "local-stack"),
          new DemoAddress("Kafka", "127.0.0.1:40003"),
          new DemoAddress("Redis", "redis://127.0.0.1:40004"),
          new DemoAddress("registry", "http://127.0.0.1:40005/apis/ccompat/v7"),
          new DemoAddress("read API", "http://127.0.0.1:40006/openapi.yaml"),
          new DemoAddress("metrics", "http://127.0.0.1:40007/metrics"),
          new DemoAddress("health", "http://127.0.0.1:40007/health/ready"),
          new DemoAddress(
              "worker log", "/home/someone/ev-worker/support/demo/target/run/worker.log"));

  // Of a window's rows all but the cursor's are used. At 80 columns: title 1, warning 2, header 1,
  // counters 1 + 2 + 1, addresses 9 leave 23 - 17 = 6 of 24; at 120: 1, 1, 1, 3 and 5 leave 39 - 11
  // = 28; at 200: 1, 1, 1, 3 and 3 leave 49 - 9 = 40; at 500: 1, 1, 1, 3 and 1 leave 99 - 7 = 92.
  @ParameterizedTest
  @CsvSource({"80, 24, 6", "120, 40, 28", "200, 50, 40", "500, 100, 92"})
  void windowIsFullOfBetsBesideEveryAddress(int columns, int rows, int most) {
    List<String> page = page(settled(), 200).lines(new Size(columns, rows), Paint.NONE);

    assertThat(page).hasSize(rows - 1);
    assertThat(page).allMatch(line -> line.length() <= columns);
    assertThat(bets(page)).isEqualTo(most);
    // A part that is longer than a line goes on in the next one.
    String joined = String.join("", page);
    assertThat(ADDRESSES).allMatch(each -> joined.contains(each.text()));
    assertThat(page.get(0)).startsWith("ev-worker live demo, 12:00:00 UTC").contains("Ctrl-C");
  }

  @Test
  void everyBetBeginsWithItsEv() {
    List<String> page = page(settled(), 3).lines(new Size(120, 40), Paint.NONE);

    assertThat(page).anyMatch(line -> line.matches(" *EV +PRICE +FAIR +AGE +EVENT .*"));
    assertThat(page)
        .anyMatch(
            line -> line.matches(" *5\\.0% +2\\.10 +2\\.00 +3s +Town 0 v City 0 +over 2\\.5.*"))
        .anyMatch(line -> line.matches("99\\.0%\\? .*"));
  }

  @Test
  void lowWindowShowsBetsAndWholeAddresses() {
    List<String> page = page(settled(), 200).lines(new Size(60, 15), Paint.NONE);

    assertThat(page).hasSizeLessThanOrEqualTo(14);
    assertThat(page).allMatch(line -> line.length() <= 60);
    assertThat(bets(page)).isGreaterThanOrEqualTo(3);
    assertThat(page)
        .anyMatch(line -> line.contains("http://127.0.0.1:40001/"))
        .anyMatch(line -> line.contains(KEY))
        .last()
        .asString()
        .matches("\\d+ more addresses in a higher window");
  }

  @Test
  void coloursTakeNoRoomAndAreNotThereWithoutPaint() {
    Size size = new Size(80, 24);
    List<String> plain = page(settled(), 20).lines(size, Paint.NONE);
    List<String> painted = page(settled(), 20).lines(size, new Paint(true));

    assertThat(plain).noneMatch(line -> line.contains("\u001b"));
    assertThat(painted).anyMatch(line -> line.matches(" *\u001b\\[32m +5\\.0%.*\u001b\\[0m.*"));
    assertThat(painted.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")))
        .isEqualTo(plain);
  }

  @Test
  void countersAddUpOnlyIfTheyDo() {
    // 90 + 5 + 3 + 2 = 100.
    assertThat(page(settled(), 1).line())
        .contains("consumed 100 = applied 90 + superseded 5 + parked 3 + dead-lettered 2");

    Moment onTheWay = new Moment(FEED, worker(104), false);
    assertThat(page(onTheWay, 1).line())
        .contains("consumed 104, others are on the way, ended: applied 90")
        .doesNotContain("104 =");
  }

  @Test
  void emptyPageSaysSo() {
    assertThat(page(settled(), 0).lines(new Size(80, 24), Paint.NONE))
        .contains("no bet with value yet");
  }

  private static final LiveFeed.Progress FEED = new LiveFeed.Progress(2, 16_400, 8_197, 12);

  private static Moment settled() {
    return new Moment(FEED, worker(100), true);
  }

  private static Answer<WorkerCounters> worker(long consumed) {
    return new Answer<>("worker", "", new WorkerCounters(consumed, 90, 5, 3, 2, 1234), null);
  }

  private static LivePage page(Moment moment, int bets) {
    List<Bet> best = IntStream.range(0, bets).mapToObj(LivePageTest::bet).toList();
    StatusReport report =
        new StatusReport(
            NOW,
            new Answer<>("Kafka", "", new KafkaState(NOW, List.of(), List.of(), List.of()), null),
            new Answer<>("registry", "", 1, null),
            new Answer<>(
                "PostgreSQL", "", new DatabaseState(1, List.of(), List.of(), best, null), null),
            new Answer<>("Redis", "", Map.of(), null),
            null,
            null,
            null);
    return new LivePage(report, moment, ADDRESSES);
  }

  /** EV 5 % at 2.10 and fair 2.00; every second one is suspect. */
  private static Bet bet(int number) {
    boolean suspect = number % 2 == 1;
    return new Bet(
        "Town " + number + " v City " + number,
        NOW.plusSeconds(3600),
        "totals",
        "over",
        2.5,
        "draftkings",
        2.1,
        2.0,
        suspect ? 0.99 : 0.05,
        0.01,
        suspect,
        Duration.ofSeconds(3));
  }

  private static long bets(List<String> page) {
    return page.stream().filter(line -> line.matches(" *\\d+\\.\\d%.*")).count();
  }
}
