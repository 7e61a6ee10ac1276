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
}
