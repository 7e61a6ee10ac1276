package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** A priced line as JSON, for every store. Times are ISO 8601 in UTC; what is null is left out. */
public final class LineJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private LineJson() {}

  /**
   * The whole line.
   *
   * @param version the record's offset: of two versions of a line the greater one is the newer
   */
  public static String line(PricedLine line, long version) {
    return text(json -> line(json, line, version));
  }

  /**
   * An array of a bet's offers.
   *
   * @param marketTime the line's, by which ages are told
   */
  public static String offers(List<Offer> offers, Instant marketTime) {
    return text(json -> OffersJson.write(json, offers, marketTime));
  }

  /** An array of who made the fair price. */
  public static String references(List<PricedLine.Reference> references) {
    return text(json -> references(json, references));
  }

  /** Null if there is none. */
  public static String arbitrage(Arbitrage arbitrage) {
    return arbitrage == null ? null : text(json -> CombinedBetsJson.arbitrage(json, arbitrage));
  }

  /** An array; null if there are none. */
  public static String middles(List<Middle> middles) {
    return middles.isEmpty() ? null : text(json -> CombinedBetsJson.middles(json, middles));
  }

  private static void line(JsonGenerator json, PricedLine line, long version) throws IOException {
    json.writeStartObject();
    json.writeStringField(LineFields.LINE_ID, line.id().text());
    json.writeNumberField(LineFields.VERSION, version);
    json.writeStringField(LineFields.EVENT_ID, line.event().id());
    json.writeStringField(LineFields.SPORT_KEY, line.event().sportKey());
    json.writeStringField(LineFields.COMMENCE_TIME, line.event().commenceTime().toString());
    text(json, LineFields.HOME_TEAM, line.event().homeTeam());
    text(json, LineFields.AWAY_TEAM, line.event().awayTeam());
    json.writeStringField(LineFields.BET_TYPE, line.betType().symbol());
    text(json, LineFields.DESCRIPTION, line.description());
    number(json, LineFields.POINT, line.point());
    json.writeStringField(LineFields.STATUS, LineFields.status(line.status()));
    label(json, LineFields.NOT_PRICED, line.notPriced());
    json.writeStringField(LineFields.MARKET_TIME, line.marketTime().toString());
    json.writeStringField(LineFields.VALID_UNTIL, line.validUntil().toString());
    json.writeStringField(LineFields.SHAPE, line.shape().label());
    label(json, LineFields.SETTLEMENT, line.settlement());
    json.writeStringField(LineFields.METHOD, line.method().label());
    json.writeStringField(LineFields.CONSENSUS, line.consensus().label());
    json.writeNumberField(LineFields.SETTINGS_VERSION, line.settingsVersion());
    json.writeFieldName(LineFields.REFERENCES);
    references(json, line.references());
    json.writeArrayFieldStart(LineFields.OUTCOMES);
    for (PricedOutcome outcome : line.outcomes()) {
      outcome(json, outcome, line.marketTime());
    }
    json.writeEndArray();
    if (line.arbitrage() != null) {
      json.writeFieldName(LineFields.ARBITRAGE);
      CombinedBetsJson.arbitrage(json, line.arbitrage());
    }
    if (!line.middles().isEmpty()) {
      json.writeFieldName(LineFields.MIDDLES);
      CombinedBetsJson.middles(json, line.middles());
    }
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, PricedOutcome outcome, Instant marketTime)
      throws IOException {
    json.writeStartObject();
    json.writeStringField(LineFields.NAME, outcome.name());
    number(json, LineFields.POINT, outcome.point());
    number(json, LineFields.FAIR_PROBABILITY, outcome.fairProbability());
    number(json, LineFields.FAIR_PRICE, outcome.fairPrice());
    number(json, LineFields.FAIR_AMERICAN, outcome.fairAmerican());
    Offer best = outcome.best();
    if (best != null) {
      json.writeStringField(LineFields.BEST_BOOKMAKER, best.bookmaker().key());
      json.writeNumberField(LineFields.BEST_PRICE, best.price());
      if (best.value() != null) {
        json.writeNumberField(LineFields.BEST_EV, best.value().ev());
      }
    }
    if (outcome.top() != null) {
      json.writeStringField(LineFields.TOP_BOOKMAKER, outcome.top().bookmaker().key());
      json.writeNumberField(LineFields.TOP_PRICE, outcome.top().price());
    }
    json.writeFieldName(LineFields.OFFERS);
    OffersJson.write(json, outcome.offers(), marketTime);
    json.writeEndObject();
  }

  private static void references(JsonGenerator json, List<PricedLine.Reference> references)
      throws IOException {
    json.writeStartArray();
    for (PricedLine.Reference reference : references) {
      json.writeStartObject();
      json.writeStringField(LineFields.BOOKMAKER, reference.bookmaker().key());
      json.writeNumberField(LineFields.WEIGHT, reference.weight());
      json.writeNumberField(LineFields.OVERROUND, reference.overround());
      json.writeNumberField(LineFields.HOLD, reference.hold());
      json.writeStringField(LineFields.METHOD, reference.method().label());
      if (reference.age() != null) {
        json.writeNumberField(LineFields.AGE_MS, reference.age().toMillis());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void label(JsonGenerator json, String field, Label<?> value) throws IOException {
    text(json, field, value == null ? null : value.label());
  }

  static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  static void number(JsonGenerator json, String field, Double value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }

  private static String text(Writing writing) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A string cannot fail to be written", e);
    }
    return text.toString();
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }
}
