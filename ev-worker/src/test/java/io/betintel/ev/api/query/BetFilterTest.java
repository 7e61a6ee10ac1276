package io.betintel.ev.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.Json;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.bettype.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "limit; 0; limit is \"0\": a whole number from 1 to 500 is accepted",
        "limit; 501; limit is \"501\": a whole number from 1 to 500 is accepted",
        "limit; 1e2; limit is \"1e2\": a whole number from 1 to 500 is accepted",
        "limit; ٣; limit is \"٣\": a whole number from 1 to 500 is accepted",
        "min_ev; NaN; min_ev is \"NaN\": a number is accepted, such as 0.025",
        "min_ev; 1e999; min_ev is \"1e999\": a number is accepted, such as 0.025",
        "max_price; 0x1p3; max_price is \"0x1p3\": a number is accepted, such as 0.025",
        "sort; edge; sort is \"edge\": one of ev, start, price, worst_case_ev is accepted",
        "suspect; yes; suspect is \"yes\": one of include, exclude is accepted",
        "worst_case; 1; worst_case is \"1\": one of true, false is accepted",
        "starts_before; tomorrow; starts_before is \"tomorrow\": a time in UTC is accepted, such as"
            + " 2026-11-23T18:30:00Z, from 1970 on",
        "starts_after; +999999999-12-31T23:59:59Z; starts_after is \"+999999999-12-31T23:59:59Z\":"
            + " a time in UTC is accepted, such as 2026-11-23T18:30:00Z, from 1970 on",
        "sport; ''; sport is \"\": 1 to 1000 characters in UTF-8 without control characters are accepted",
        "cursor; x; cursor is \"x\": the next_cursor of an answer to the same query is accepted;"
            + " leave it out to begin again",
      })
  void badValueIsNamedWithWhatIsAccepted(String name, String value, String detail) {
    assertThatThrownBy(() -> filter(Map.of(name, List.of(value)), Role.ADMIN))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.detail()).startsWith(detail.strip());
              assertThat(problem.parameter()).contains(name);
              assertThat(problem.value()).contains(value);
            });
  }

  @Test
  void controlCharactersAreShownAsQuestionMarks() {
    assertThatThrownBy(() -> filter(Map.of("event", List.of("a\0b\nc\ud800")), Role.ADMIN))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.value()).contains("a?b?c?"));
  }

  @Test
  void mistypedParameterIsNotIgnored() {
    assertThatThrownBy(() -> new Parameters(Map.of("min-ev", List.of("1")), BetFilter.PARAMETERS))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("min-ev is \"1\": unknown parameter; this route accepts bet_type,");
  }

  @Test
  void parameterThatIsSingleIsAcceptedOnce() {
    assertThatThrownBy(() -> filter(Map.of("limit", List.of("1", "2")), Role.ADMIN))
        .isInstanceOf(Problem.class)
        .hasMessage("limit is \"1, 2\": it may be given once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort=worst_case_ev", "worst_case=true"})
  void freeCannotOrderOrFilterByWhatItDoesNotSee(String parameter) {
    String[] parts = parameter.split("=", 2);
    Map<String, List<String>> given = Map.of(parts[0], List.of(parts[1]));

    assertThatThrownBy(() -> filter(given, Role.FREE))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "%s is \"%s\": role free does not see best_worst_case_ev, role basic does",
            parts[0], parts[1]);
    assertThat(filter(given, Role.BASIC).limit()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(BetSort.class)
  void cursorIsGoodForItsOrderOnly(BetSort sort) throws Exception {
    Cursor cursor =
        Cursor.after(
            sort.label(),
            Json.MAPPER.readTree(
                """
                {"best_ev":0.1,"best_price":2.0,"best_worst_case_ev":-1.5E-7,"line_id":"a|ü'\\"",
                 "outcome":"Over","commence_time":"2026-11-23T18:30:00.000001Z"}
                """),
            sort.fields());
    for (BetSort other : BetSort.values()) {
      Map<String, List<String>> given =
          Map.of("sort", List.of(other.label()), "cursor", List.of(cursor.text()));
      if (other == sort) {
        assertThat(filter(given, Role.ADMIN).after().orElseThrow().values())
            .hasSize(3)
            .endsWith("a|ü'\"", "Over");
      } else {
        assertThatThrownBy(() -> filter(given, Role.ADMIN)).isInstanceOf(Problem.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "[\"ev\"]",
        "[\"ev\",\"1\",\"a\"]",
        "[\"ev\",\"one\",\"a\",\"b\"]",
        "[\"ev\",null,\"a\",\"b\"]",
        "[\"ev\",\"1\",\"a\\u0000\",\"b\"]",
        "[\"ev\",{},\"a\",\"b\"]",
        "{}"
      })
  void forgedCursorIsRefused(String content) {
    String text = Base64.getUrlEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Cursor.parse(text, "ev", BetSort.EV.kinds()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  private static BetFilter filter(Map<String, List<String>> given, Role role) {
    return BetFilter.of(new Parameters(given, BetFilter.PARAMETERS), role);
  }
}
