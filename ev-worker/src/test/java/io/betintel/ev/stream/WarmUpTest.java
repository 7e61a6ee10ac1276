package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarmUpTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    root.setLevel(Level.INFO);
    root.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    root.detachAppender(logged);
    root.setLevel(before);
  }

  @Test
  void everyShapeIsPricedWithdrawnAndReadAgain() throws Exception {
    List<PricedLine> lines = new ArrayList<>();

    run("1m", 9 * 500, (reader, value) -> lines.add(reader.decode(value)));

    assertThat(lines).extracting(line -> line.shape().label()).contains(shapes());
    assertThat(lines)
        .extracting(PricedLine::status)
        .contains(PricedLine.Status.OPEN, PricedLine.Status.WITHDRAWN);
    for (String priced : List.of("winner", "over_under", "spread", "yes_no", "n_way")) {
      assertThat(lines)
          .as(priced)
          .anyMatch(line -> line.shape().label().equals(priced) && line.notPriced() == null);
    }
    for (String ladder : List.of("over_under", "spread")) {
      assertThat(lines)
          .as(ladder)
          .filteredOn(line -> line.shape().label().equals(ladder) && line.nearness() != null)
          .extracting(line -> line.nearness().source())
          .contains(PriceSource.EXTRAPOLATED);
    }
    assertThat(lines).anyMatch(line -> line.arbitrage() != null);
    assertThat(lines).anyMatch(line -> !line.middles().isEmpty());
    assertThat(lines).anyMatch(line -> line.outcomes().size() == 2);
    assertThat(lines).anyMatch(line -> line.outcomes().size() == 3);
  }

  @Test
  void nothingIsLoggedOrMeasured() throws Exception {
    int before = Metrics.globalRegistry.getMeters().size();

    run("1m", 9 * 200, (reader, value) -> {});

    assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    assertThat(Metrics.globalRegistry.getMeters()).hasSize(before);
  }

  @Test
  void whenItFailsTheWorkerStartsCold() throws Exception {
    run(
        "1m",
        9,
        (reader, value) -> {
          throw new IllegalStateException("no line can be read");
        });

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("the worker starts cold: synthetic markets cannot be priced");
  }

  @Test
  void withoutTimeThereIsNoWarmUp() throws Exception {
    assertThat(run("0s", 9, (reader, value) -> {})).isZero();
  }

  @Test
  void itEndsWithTheWorker() throws Exception {
    WarmUp warmUp = warmUp("1d", Integer.MAX_VALUE, (reader, value) -> {});
    warmUp.start();
    warmUp.close();
    warmUp.await();
  }

  private static long run(String time, int records, BiConsumer<PricedLineCodec, byte[]> lines)
      throws InterruptedException {
    WarmUp warmUp = warmUp(time, records, lines);
    warmUp.start();
    warmUp.await();
    return warmUp.records();
  }

  private static WarmUp warmUp(
      String time, int records, BiConsumer<PricedLineCodec, byte[]> lines) {
    return new WarmUp(
        StreamSettings.from(
            new Settings(Map.of("EV_KAFKA_BOOTSTRAP_SERVERS", "none:1", "EV_WARM_UP", time))),
        new EvCalculator(new FeeTable(Map.of())),
        Clock.fixed(NOON, ZoneOffset.UTC),
        records,
        lines);
  }

  private static String[] shapes() {
    return new String[] {
      "winner", "over_under", "spread", "yes_no", "n_way", "lay", "over_only", "dfs", "various"
    };
  }
}
