package io.betintel.ev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DriftReportTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Expectation KEPT =
      new Expectation(
          "build:old_type:missing",
          "kept until spring",
          Instant.parse("2027-03-01T00:00:00Z"),
          "ev");

  @Test
  void whatIsExpectedIsShownAndDoesNotCount() {
    DriftReport report = report(List.of(KEPT), missing("old_type", "a"));

    assertThat(report.clean()).isTrue();
    assertThat(report.expected()).hasSize(1);
    assertThat(report.json())
        .contains("\"clean\":true,\"drift\":[]")
        .contains("\"because\":\"kept until spring\",\"until\":\"2027-03-01T00:00:00Z\"");
    assertThat(KEPT.toString())
        .isEqualTo("expected until 2027-03-01T00:00:00Z (ev): kept until spring");
  }

  @Test
  void anotherFindingOfTheSameNameCounts() {
    Drift cached = new Drift(Surface.CACHE, "old_type", "cached", "has 3 cached lines", "x");
    DriftReport report = report(List.of(KEPT), missing("old_type", "a"), cached);

    assertThat(report.clean()).isFalse();
    assertThat(report.drifts()).containsExactly(cached);
  }

  /** A figure that moves between two looks hides nothing. */
  @Test
  void aSecondLookConfirmsByTheFindingAndHasItsOwnFigures() {
    DriftReport first = report(List.of(), missing("old_type", "3 lines"), missing("gone", "x"));
    DriftReport second = report(List.of(), missing("old_type", "4 lines"), missing("new", "x"));

    assertThat(second.confirming(first).drifts()).containsExactly(missing("old_type", "4 lines"));
    // It was withdrawn between the two looks.
    assertThat(
            report(List.of(), missing("old_type", "a"))
                .confirming(report(List.of(KEPT), missing("old_type", "a")))
                .drifts())
        .hasSize(1);
  }

  private static Drift missing(String name, String what) {
    return new Drift(Surface.BUILD, name, "missing", what, "do it");
  }

  private static DriftReport report(List<Expectation> expected, Drift... found) {
    return DriftReport.of(NOW, new TreeSet<>(List.of(found)), expected, Map.of(), null);
  }
}
