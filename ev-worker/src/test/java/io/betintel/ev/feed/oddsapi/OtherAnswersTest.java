package io.betintel.ev.feed.oddsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.odds.OddsFormat;
import org.junit.jupiter.api.Test;

/** JSON of The Odds API that holds no odds says what it is. */
final class OtherAnswersTest {
  private static final String EVENT =
      "\"id\": \"e1\", \"sport_key\": \"s\", \"commence_time\": \"2024-03-21T23:00:00Z\"";

  private final TheOddsApiReader reader = new TheOddsApiReader(OddsFormat.DECIMAL);

  @Test
  void errorsAreRepeated() {
    refused(
        "{\"message\": \"API key is not valid.\", \"error_code\": \"INVALID_KEY\"}",
        "is an error of The Odds API, INVALID_KEY: API key is not valid.");
    refused("{\"message\": \"Not found\"}", "is an error of The Odds API: Not found");
  }

  @Test
  void earlierVersionIsNamed() {
    String event =
        "{\"id\": \"e1\", \"sport_key\": \"s\", \"sport_nice\": \"S\", \"teams\": [\"A\", \"B\"],"
            + " \"commence_time\": 1711062000, \"sites\": []}";
    String what = "is a response of version 3; version 4 is read";
    refused("{\"success\": true, \"data\": [" + event + "]}", what);
    refused("[" + event + "]", what);
  }

  @Test
  void whatHasNoOddsIsNamed() {
    refused("[{" + EVENT + ", \"completed\": false, \"scores\": null}]", "/scores");
    refused("[{" + EVENT + ", \"home_team\": \"A\", \"away_team\": \"B\"}]", "/events");
    refused("[{\"key\": \"soccer_epl\", \"group\": \"Soccer\", \"active\": true}]", "/sports");
    refused("[{\"full_name\": \"A\", \"id\": \"par_1\"}]", "/participants");
    refused("{\"timestamp\": \"2024-03-21T13:58:59Z\", \"data\": [{" + EVENT + "}]}", "/events");
  }

  @Test
  void eventsWithoutQuotesAreNormal() {
    FeedFile file = FeedFixture.text(reader, "[{" + EVENT + ", \"bookmakers\": []}]");

    assertThat(file.empty()).isEqualTo(1);
    assertThat(file.problems()).isEmpty();
    assertThat(FeedFixture.text(reader, "[]").problems()).isEmpty();
  }

  @Test
  void brokenJsonIsNoLessonAboutTheParser() {
    assertThat(FeedFixture.text(reader, "[{" + EVENT + ", 'x': 1}]").problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.detail())
                    .startsWith("broken at line 1, column ")
                    .doesNotContainIgnoringCase("feature")
                    .doesNotContainIgnoringCase("enable"));
  }

  private void refused(String text, String what) {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> FeedFixture.text(reader, text))
        .withMessageContaining(what);
  }
}
