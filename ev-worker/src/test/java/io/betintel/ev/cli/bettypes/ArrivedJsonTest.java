package io.betintel.ev.cli.bettypes;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.rollout.ArrivedTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ArrivedJsonTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final ArrivedTypes types =
      new ArrivedTypes(new StoredCatalogue(1, new TreeSet<>(), new TreeMap<>()));

  @Test
  void whatWaitsIsOneObjectWithSamplesAndProposal() {
    types.count(new BetType("zz_new"), AT, () -> Optional.of(quote()));
    types.count(new BetType("other"), AT.plusSeconds(1), Optional::empty);

    assertThat(ArrivedJson.of(types))
        .isEqualTo(
            "{\"missing\":[{\"name\":\"zz_new\",\"events\":1,"
                + "\"first_parked\":\"2026-03-01T12:00:00Z\",\"last_parked\":\"2026-03-01T12:00:00Z\","
                + "\"title\":\"Zz new\",\"shape\":\"over_under\",\"because\":\"by its outcomes\","
                + "\"misspelling_of\":null,\"bookmakers\":[\"betmgm\"],"
                + "\"samples\":[{\"event_id\":\"match-1\",\"home_team\":\"Lions\",\"away_team\":null,"
                + "\"bookmaker\":\"betmgm\",\"outcomes\":["
                + "{\"name\":\"Over\",\"description\":\"A Player\",\"point\":2.5,\"price\":1.9},"
                + "{\"name\":\"Under\",\"description\":\"A Player\",\"point\":2.5,\"price\":1.95}"
                + "]}]}],"
                + "\"others\":[{\"name\":\"other\",\"events\":1,"
                + "\"first_parked\":\"2026-03-01T12:00:01Z\",\"last_parked\":\"2026-03-01T12:00:01Z\","
                + "\"obstacle\":\"other: no name for a bet type. Correct its producer, then ev-worker"
                + " parked purge other --yes\"}]}");
  }

  @Test
  void nothingWaitsIsAnEmptyListAndNoMissingField() {
    assertThat(ArrivedJson.of(types)).isEqualTo("{\"missing\":[],\"others\":[]}");
  }

  private static MarketSnapshot quote() {
    return new MarketSnapshot(
        new SportingEvent("match-1", "nfl", AT, "Lions", null),
        new BetType("zz_new"),
        new Bookmaker("betmgm"),
        List.of(
            Outcome.of("Over", "A Player", 2.5, 1.9), Outcome.of("Under", "A Player", 2.5, 1.95)),
        AT,
        AT,
        null);
  }
}
