package io.betintel.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScrapeTest {
  @Test
  void endsAreAddedUpAndOtherMetricsAreNot() {
    Scrape scrape =
        Scrape.parse(
            """
            # TYPE ev_records_total counter
            ev_records_total{bet_type="h2h",outcome="applied",reason="none"} 1.2E3
            ev_records_total{bet_type="none",outcome="dead_lettered",reason="x"} 34.0
            ev_records_consumed_total 5000.0
            """);

    assertThat(scrape.sum(Scrape.ENDED)).isEqualTo(1_234);
    assertThat(scrape.sum(Scrape.ENDED, "outcome=\"applied\"", "bet_type=\"h2h\""))
        .isEqualTo(1_200);
    assertThat(scrape.sum(Scrape.PUBLISHED)).isZero();
  }

  @Test
  void whatTheSlowerSinkHasReadIsStored() {
    Scrape scrape =
        Scrape.parse(
            """
            ev_records_total{outcome="applied"} 1000.0
            ev_lines_published_total{outcome="priced"} 2000.0
            ev_sink_records_read_total{sink="postgres"} 500.0
            ev_sink_records_read_total{sink="redis"} 1900.0
            ev_sink_batch_seconds_count{sink="postgres"} 10.0
            ev_sink_batch_seconds_sum{sink="postgres"} 0.2
            """);

    // a quarter of the lines
    assertThat(Counted.STORED.in(scrape)).isEqualTo(250);
    SinkCounts postgres = SinkCounts.of(scrape, "postgres");
    assertThat(postgres.batch()).isEqualTo(50);
    assertThat(postgres.millisPerBatch()).isEqualTo(20);
  }
}
