package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedReader;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.OddsFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Responses of The Odds API, version 4: {@code /odds}, {@code /events/{id}/odds} and their
 * historical variants.
 *
 * <p>Everything in a file was observed at one time: the envelope's {@code timestamp}, else the
 * latest {@code last_update} in it, which is the earliest time at which it can have been seen. See
 * https://the-odds-api.com/liveapi/guides/v4/.
 */
public final class TheOddsApiReader implements FeedReader {
  private final OddsFormat format;
  private final Optional<Instant> responseAt;

  /**
   * @param format how the file's prices are written: the file itself does not say
   */
  public TheOddsApiReader(OddsFormat format) {
    this.format = format;
    this.responseAt = Optional.empty();
  }

  /**
   * @param responseAt when a live response was observed
   */
  TheOddsApiReader(OddsFormat format, Instant responseAt) {
    this.format = format;
    this.responseAt = Optional.of(responseAt);
  }

  @Override
  public String reads() {
    return "The Odds API's JSON";
  }

  @Override
  public boolean recognises(String start) {
    return start.startsWith("{") || start.startsWith("[");
  }

  @Override
  public FeedFile read(String name, byte[] content) {
    TheOddsApiPayload payload = TheOddsApiPayload.parse(content);
    if (payload.events().stream().noneMatch(event -> event.has("bookmakers"))) {
      payload.events().forEach(OtherAnswers::refuse);
    }
    requireFormat(payload.events());
    TheOddsApiEvents events =
        new TheOddsApiEvents(name, format, responseAt.orElseGet(() -> observedAt(payload)));
    payload.brokenOff().ifPresent(events::brokenOff);
    payload.events().forEach(events::add);
    return events.file();
  }

  private void requireFormat(List<JsonNode> events) {
    OddsFormatCheck check = new OddsFormatCheck();
    markets(events)
        .flatMap(market -> market.path("outcomes").valueStream())
        .map(outcome -> outcome.path("price"))
        .filter(price -> price.isNumber() && Double.isFinite(price.doubleValue()))
        .forEach(price -> check.saw(price.doubleValue()));
    check.require(format);
  }

  /** Null where there is no time at all: then no market has one either. */
  private static Instant observedAt(TheOddsApiPayload payload) {
    try {
      if (payload.timestamp().isPresent()) {
        return JsonFields.time("timestamp", payload.timestamp().get());
      }
    } catch (InvalidOddsException e) {
      throw new FeedFileException(e.getMessage());
    }
    return Stream.concat(bookmakers(payload.events()), markets(payload.events()))
        .flatMap(TheOddsApiReader::lastUpdate)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static Stream<Instant> lastUpdate(JsonNode object) {
    try {
      return Stream.ofNullable(JsonFields.time(object, "last_update"));
    } catch (InvalidOddsException e) {
      return Stream.empty(); // reported where the market is read
    }
  }

  private static Stream<JsonNode> bookmakers(List<JsonNode> events) {
    return events.stream().flatMap(event -> event.path("bookmakers").valueStream());
  }

  private static Stream<JsonNode> markets(List<JsonNode> events) {
    return bookmakers(events).flatMap(bookmaker -> bookmaker.path("markets").valueStream());
  }
}
