package io.betintel.ev.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  @Test
  void ratesAreCountedBetweenTwoReadings() {
    assertThat(Reports.complete().rate("odds.events")).hasValue(6.0); // 60 records in 10 s
    assertThat(Reports.withoutDatabase().rate("odds.events")).isEmpty();
  }

  @Test
  void aTopicMadeAnewHasNoNegativeRate() {
    StatusReport report = Reports.complete();
    StatusReport smaller =
        new StatusReport(
            report.at(),
            new Answer<>("Kafka", "kafka:9092", Reports.offsets(Reports.NOW, 3), null),
            report.registry(),
            report.postgres(),
            report.redis(),
            null,
            null,
            report.before());

    assertThat(smaller.rate("odds.events")).hasValue(0.0);
  }

  @Test
  void allAreUpOnlyIfEverybodyAnswered() {
    assertThat(Reports.complete().allUp()).isTrue();
    assertThat(Reports.withoutDatabase().allUp()).isFalse();
  }

  @Test
  void jsonHasEveryPart() throws Exception {
    JsonNode json = new ObjectMapper().readTree(StatusJson.of(Reports.complete()));

    assertThat(json.path("all_up").booleanValue()).isTrue();
    assertThat(json.path("servers")).hasSize(6);
    assertThat(json.at("/topics/0/records_per_second").doubleValue()).isEqualTo(6.0);
    assertThat(json.at("/consumers/0/lag").asLong()).isEqualTo(5);
    assertThat(json.at("/consumers/0/on_the_hop").asLong()).isEqualTo(3);
    assertThat(json.at("/consumers/1/lag").isNull()).isTrue();
    assertThat(json.at("/guards/0/name").textValue()).isEqualTo("transaction.version");
    assertThat(json.at("/guards/0/value").textValue()).isEqualTo("1");
    assertThat(json.at("/guards/0/remedy").textValue()).isEqualTo("upgrade it");
    assertThat(json.at("/guards/1/remedy").isNull()).isTrue();
    assertThat(json.at("/workers/0/seen_seconds_ago").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/catalogue/bet_types/0/cached_lines").longValue()).isEqualTo(7);
    assertThat(json.at("/catalogue/bet_types/1/cached_lines").longValue()).isZero();
    assertThat(json.at("/counters/dead_lettered").longValue()).isEqualTo(4);
    assertThat(json.at("/open_bet_types").longValue()).isEqualTo(3);
    assertThat(json.at("/restructure/step").textValue()).isEqualTo("backfill");
    assertThat(json.at("/restructure/brake").textValue()).isEqualTo("a replica is 80 MiB behind");
    assertThat(json.at("/best/0/ev").doubleValue()).isEqualTo(0.1);
  }

  @Test
  void jsonHasNullForWhatAnAbsentServerWouldHaveSaid() throws Exception {
    JsonNode json = new ObjectMapper().readTree(StatusJson.of(Reports.withoutDatabase()));

    assertThat(json.path("all_up").booleanValue()).isFalse();
    assertThat(json.at("/servers/2/trouble").textValue()).isEqualTo("Connection refused");
    assertThat(json.path("topics")).hasSize(2);
    for (String part :
        new String[] {"workers", "catalogue", "best", "counters", "open_bet_types"}) {
      assertThat(json.path(part).isNull()).as(part).isTrue();
    }
  }

  @Test
  void theReadApiIsToldFromWhateverElseAnswers() throws Exception {
    assertThat(OpenBetTypes.count("{\"bet_types\": [{\"name\": \"h2h\"}, {\"name\": \"totals\"}]}"))
        .isEqualTo(2);
    for (String other : new String[] {"<html>It works!</html>", "{\"status\": \"ok\"}", ""}) {
      assertThatThrownBy(() -> OpenBetTypes.count(other))
          .hasMessage("what answers there is not the read API");
    }
  }

  @Test
  void countersAreSummedOverReasonsAndBetTypes() {
    String metrics =
        """
        # HELP ev_records_total Records by where they ended
        # TYPE ev_records_total counter
        ev_records_total{bet_type="h2h",outcome="applied",reason="none"} 18.0
        ev_records_total{bet_type="totals",outcome="applied",reason="none"} 4.0
        ev_records_total{bet_type="h2h",outcome="superseded",reason="older"} 1.0
        ev_records_total{bet_type="none",outcome="dead_lettered",reason="no_key"} 2.0
        ev_records_consumed_total 25.0
        ev_lines_published_total{bet_type="h2h",outcome="priced",reason="none"} 1.2E1
        """;

    assertThat(WorkerCounters.parse(metrics)).isEqualTo(new WorkerCounters(25, 22, 1, 0, 2, 12));
  }
}
