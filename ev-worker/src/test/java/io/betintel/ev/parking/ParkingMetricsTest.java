package io.betintel.ev.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.WaitingType.Ending;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and labels are public API: dashboards and alerts are built on them. */
final class ParkingMetricsTest {
  private static final BetType ASSISTS = new BetType("player_assists");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private boolean labelled = true;
  private boolean enabled;
  private final ParkingMetrics metrics = new ParkingMetrics(registry, this::catalogue);

  @Test
  void everyEndHasItsName() {
    metrics.dealtWith(ASSISTS, Ending.RETURNED, 1);
    metrics.dealtWith(ASSISTS, Ending.RETURNED, 2);
    metrics.dealtWith(ASSISTS, Ending.OVER, 1);
    metrics.dealtWith(ASSISTS, Ending.BROKEN, 1);
    metrics.purged(ASSISTS, 3);
    metrics.expired(ASSISTS, 4);

    assertThat(samples())
        .contains(
            "ev_parked_returned_total{attempt=\"first\",bet_type=\"player_assists\"} 1.0",
            "ev_parked_returned_total{attempt=\"again\",bet_type=\"player_assists\"} 1.0",
            "ev_parked_given_up_total{bet_type=\"player_assists\",reason=\"over\"} 1.0",
            "ev_parked_given_up_total{bet_type=\"player_assists\",reason=\"broken\"} 1.0",
            "ev_parked_given_up_total{bet_type=\"player_assists\",reason=\"purged\"} 3.0",
            "ev_parked_given_up_total{bet_type=\"player_assists\",reason=\"expired\"} 4.0");
  }

  @Test
  void whatWaitsHasTheReasonWhyItWaitsNow() {
    labelled = false;
    metrics.waiting(Map.of(ASSISTS, 5L));
    assertThat(samples()).contains(waiting("player_assists", "no_label", 5));
    labelled = true;
    metrics.waiting(Map.of(ASSISTS, 5L));
    assertThat(samples())
        .contains(waiting("player_assists", "no_label", 0))
        .contains(waiting("player_assists", "disabled", 5));
    enabled = true;
    metrics.waiting(Map.of(ASSISTS, 2L));
    assertThat(samples())
        .contains(waiting("player_assists", "disabled", 0))
        .contains(waiting("player_assists", "being_returned", 2));
  }

  @Test
  void betTypesOutsideTheCatalogueAreOneLabel() {
    metrics.waiting(Map.of(new BetType("invented_1"), 2L, new BetType("invented_2"), 3L));

    assertThat(samples()).contains(waiting("other", "no_row", 5));
    assertThat(registry.scrape()).doesNotContain("invented");
  }

  private List<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String waiting(String betType, String reason, int count) {
    return "ev_parked_waiting{bet_type=\"%s\",reason=\"%s\"} %d.0"
        .formatted(betType, reason, count);
  }

  private Catalogue catalogue() {
    return Catalogue.of(
        1,
        List.of(
            new CatalogueEntry(
                new PricingTerms(ASSISTS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
                "x",
                labelled,
                enabled,
                Role.ADMIN,
                null,
                1)));
  }
}
