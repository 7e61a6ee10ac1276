package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.NotPriced;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and labels are public API: dashboards and alerts are built on them. */
class StreamMetricsTest {
  private static final BetType H2H = new BetType("h2h");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StreamMetrics metrics =
      new StreamMetrics(registry, StreamMetricsTest::catalogue, true);

  @Test
  void balanceIsThereFromTheStartAsZero() {
    assertThat(samples())
        .contains(
            "ev_records_consumed_total 0.0",
            "ev_records_total{bet_type=\"none\",outcome=\"applied\",reason=\"none\"} 0.0",
            "ev_records_total{bet_type=\"none\",outcome=\"superseded\",reason=\"none\"} 0.0",
            "ev_records_total{bet_type=\"none\",outcome=\"parked\",reason=\"none\"} 0.0",
            "ev_records_total{bet_type=\"none\",outcome=\"dead_lettered\",reason=\"none\"} 0.0");
  }

  @Test
  void everyOutcomeHasItsReason() {
    metrics.consumed();
    metrics.ends().applied(H2H);
    metrics.ends().superseded(H2H, MarketBook.Change.OLDER);
    metrics.ends().superseded(H2H, MarketBook.Change.DUPLICATE);
    metrics.ends().eventOver(H2H);
    for (Served reason : EnumSet.complementOf(EnumSet.of(Served.SERVED))) {
      metrics.ends().parked(H2H, reason);
    }
    for (BrokenRecordException.Reason reason : BrokenRecordException.Reason.values()) {
      metrics.ends().deadLettered(reason);
    }

    assertThat(samples())
        .contains(
            "ev_records_consumed_total 1.0",
            record("h2h", "applied", "none"),
            record("h2h", "superseded", "older"),
            record("h2h", "superseded", "duplicate"),
            record("h2h", "superseded", "event_over"),
            record("h2h", "parked", "no_row"),
            record("h2h", "parked", "no_label"),
            record("h2h", "parked", "disabled"),
            record("h2h", "parked", "settings_not_understood"),
            record("none", "dead_lettered", "no_key"),
            record("none", "dead_lettered", "key_not_utf8"),
            record("none", "dead_lettered", "null_value"),
            record("none", "dead_lettered", "no_timestamp"),
            record("none", "dead_lettered", "too_large"),
            record("none", "dead_lettered", "not_wire_format"),
            record("none", "dead_lettered", "unknown_schema"),
            record("none", "dead_lettered", "wrong_schema"),
            record("none", "dead_lettered", "undecodable"),
            record("none", "dead_lettered", "key_mismatch"),
            record("none", "dead_lettered", "out_of_contract"),
            record("none", "dead_lettered", "ahead_of_time"));
  }

  @Test
  void betTypesOutsideTheCatalogueAreOneLabel() {
    metrics.ends().parked(new BetType("invented_1"), Served.NO_ROW);
    metrics.ends().parked(new BetType("invented_2"), Served.NO_ROW);

    assertThat(samples())
        .contains(
            "ev_records_total{bet_type=\"other\",outcome=\"parked\",reason=\"no_row\"}" + " 2.0");
    assertThat(registry.scrape()).doesNotContain("invented");
  }

  @Test
  void linesArePublishedPricedOrWithTheReasonWhyNot() {
    metrics.lineOpened(H2H, null);
    metrics.lineOpened(H2H, NotPriced.ONE_SIDED);
    metrics.lineWithdrawn(H2H);
    metrics.lineExpired(H2H);

    assertThat(samples())
        .contains(
            line("priced", "none"),
            line("not_priced", "one_sided"),
            line("withdrawn", "none"),
            line("expired", "none"));
  }

  @Test
  void latencyHasAFewBuckets() {
    metrics.published(Duration.ofMillis(30));

    assertThat(samples())
        .contains(
            "ev_publish_latency_seconds_bucket{le=\"0.025\"} 0",
            "ev_publish_latency_seconds_bucket{le=\"0.05\"} 1",
            "ev_publish_latency_seconds_count 1");
    // 12 bounds and infinity.
    assertThat(samples()).filteredOn(sample -> sample.contains("_bucket{")).hasSize(13);
  }

  @Test
  void replayHasNoLatency() {
    StreamMetrics replay = new StreamMetrics(registry, StreamMetricsTest::catalogue, false);
    replay.published(Duration.ofDays(900));

    assertThat(samples()).contains("ev_publish_latency_seconds_count 0");
  }

  private List<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String record(String betType, String outcome, String reason) {
    return "ev_records_total{bet_type=\"%s\",outcome=\"%s\",reason=\"%s\"} 1.0"
        .formatted(betType, outcome, reason);
  }

  private static String line(String outcome, String reason) {
    return "ev_lines_published_total{bet_type=\"h2h\",outcome=\"%s\",reason=\"%s\"} 1.0"
        .formatted(outcome, reason);
  }

  private static Catalogue catalogue() {
    return Catalogue.of(
        1,
        List.of(
            new CatalogueEntry(
                new PricingTerms(H2H, Shape.WINNER, BetTypeSettings.defaults(), 1),
                "h2h",
                true,
                true,
                Role.FREE,
                null,
                1)));
  }
}
