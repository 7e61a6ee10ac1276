package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.feed.PriceCounts;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects one file's snapshots and problems, event by event. */
final class TheOddsApiEvents {
  /** How far a quote may be ahead of its observation, by the contract of odds.events. */
  private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  private final String file;
  private final OddsFormat format;
  private final Instant observedAt;
  private final MergedMarkets markets = new MergedMarkets();
  private final List<FeedProblem> problems = new ArrayList<>();
  private int empty;
  private int prices;

  TheOddsApiEvents(String file, OddsFormat format, Instant observedAt) {
    this.file = file;
    this.format = format;
    this.observedAt = observedAt;
  }

  FeedFile file() {
    List<MarketSnapshot> snapshots =
        markets.merged(
            (market, detail, cost) ->
                problems.add(
                    new FeedProblem(
                            file,
                            market.event().id(),
                            market.bookmaker().key(),
                            market.betType().symbol(),
                            Kind.CONTRADICTION,
                            detail)
                        .costing(cost)));
    SortedMap<String, Integer> left = new TreeMap<>();
    if (markets.repeated() > 0) {
      left.put("the same price twice in a market", markets.repeated());
    }
    return new FeedFile(file, snapshots, problems, empty, new PriceCounts(prices, left));
  }

  void brokenOff(String where) {
    problems.add(FeedProblem.ofFile(file, where));
  }

  void add(JsonNode json) {
    prices += ofEvent(json);
    SportingEvent event;
    try {
      event = event(json);
    } catch (InvalidOddsException e) {
      String id = JsonFields.text(json, "id");
      problems.add(
          new FeedProblem(file, id, null, null, Kind.EVENT, e.getMessage()).costing(ofEvent(json)));
      return;
    }
    JsonNode bookmakers = json.path("bookmakers");
    if (!bookmakers.isArray()) {
      problems.add(
          new FeedProblem(file, event.id(), null, null, Kind.EVENT, "it has no bookmakers array"));
    } else if (bookmakers.isEmpty()) {
      empty++;
    }
    bookmakers.valueStream().forEach(bookmaker -> addBookmaker(event, bookmaker));
  }

  private static int ofEvent(JsonNode json) {
    return json.path("bookmakers").valueStream().mapToInt(TheOddsApiEvents::ofBookmaker).sum();
  }

  private static int ofBookmaker(JsonNode json) {
    return json.path("markets").valueStream().mapToInt(TheOddsApiEvents::ofMarket).sum();
  }

  private static int ofMarket(JsonNode json) {
    JsonNode outcomes = json.path("outcomes");
    return outcomes.isArray() ? outcomes.size() : 0;
  }

  private static SportingEvent event(JsonNode json) {
    Instant commenceTime = JsonFields.time(json, "commence_time");
    if (commenceTime == null) {
      throw new InvalidOddsException("commence_time", null, "a time is needed");
    }
    return new SportingEvent(
        JsonFields.text(json, "id"),
        JsonFields.text(json, "sport_key"),
        commenceTime,
        JsonFields.text(json, "home_team"),
        JsonFields.text(json, "away_team"));
  }

  private void addBookmaker(SportingEvent event, JsonNode json) {
    String key = JsonFields.text(json, "key");
    Bookmaker bookmaker;
    try {
      bookmaker = new Bookmaker(key);
    } catch (InvalidOddsException e) {
      problems.add(
          new FeedProblem(file, event.id(), key, null, Kind.BOOKMAKER, e.getMessage())
              .costing(ofBookmaker(json)));
      return;
    }
    JsonNode markets = json.path("markets");
    if (markets.isEmpty()) {
      empty++;
    }
    for (JsonNode market : markets) {
      new Market(event, bookmaker, JsonFields.text(market, "key")).add(json, market);
    }
  }

  /** A market and its place in the file. */
  private final class Market {
    private final SportingEvent event;
    private final Bookmaker bookmaker;
    private final String key;

    Market(SportingEvent event, Bookmaker bookmaker, String key) {
      this.event = event;
      this.bookmaker = bookmaker;
      this.key = key;
    }

    void add(JsonNode bookmakerJson, JsonNode json) {
      Optional<Instant> lastUpdate = lastUpdate(bookmakerJson, json);
      if (lastUpdate.isEmpty()) {
        return;
      }
      int left = ofMarket(json);
      try {
        BetType betType = new BetType(key);
        JsonNode array = json.path("outcomes");
        if (!array.isArray()) {
          problem(Kind.MARKET, "it has no outcomes array", left);
          return;
        }
        QuotedOutcomes quoted = QuotedOutcomes.of(array, format);
        quoted.problems().forEach(each -> problem(each.kind(), each.detail(), each.prices()));
        left = quoted.outcomes().size();
        if (!quoted.outcomes().isEmpty() || quoted.suspends()) {
          markets.add(
              new MarketSnapshot(
                  event,
                  betType,
                  bookmaker,
                  quoted.outcomes(),
                  lastUpdate.get(),
                  observedAt,
                  JsonFields.text(json, "link")));
        }
      } catch (InvalidOddsException e) {
        problem(Kind.MARKET, e.getMessage(), left);
      }
    }

    /** The market's, else its bookmaker's (before late 2022); empty if it is a problem. */
    private Optional<Instant> lastUpdate(JsonNode bookmakerJson, JsonNode json) {
      try {
        Instant lastUpdate = JsonFields.time(json, "last_update");
        if (lastUpdate == null) {
          lastUpdate = JsonFields.time(bookmakerJson, "last_update");
        }
        if (lastUpdate == null) {
          problem(
              Kind.LAST_UPDATE,
              "neither the market nor its bookmaker has a last_update",
              ofMarket(json));
          return Optional.empty();
        }
        if (lastUpdate.isAfter(observedAt.plus(MOST_AHEAD))) {
          problem(
              Kind.LAST_UPDATE,
              "last_update is "
                  + lastUpdate
                  + ": more than a minute after it was observed, "
                  + observedAt,
              ofMarket(json));
          return Optional.empty();
        }
        return Optional.of(lastUpdate);
      } catch (InvalidOddsException e) {
        problem(Kind.LAST_UPDATE, e.getMessage(), ofMarket(json));
        return Optional.empty();
      }
    }

    private void problem(Kind kind, String detail, int cost) {
      problems.add(
          new FeedProblem(file, event.id(), bookmaker.key(), key, kind, detail).costing(cost));
    }
  }
}
