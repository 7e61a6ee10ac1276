package io.betintel.ev.sink;

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

/**
 * A priced line as JSON for the stores. Fields are named like those of {@code PricedLine.avsc},
 * times are ISO 8601 in UTC, and what is null there is left out.
 */
public final class LineJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private LineJson() {}

  /** The whole line, with its {@code version}. */
  public static String line(VersionedLine versioned) {
    return text(json -> line(json, versioned));
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

  private static void line(JsonGenerator json, VersionedLine versioned) throws IOException {
    PricedLine line = versioned.line();
    json.writeStartObject();
    json.writeStringField("line_id", line.id().text());
    json.writeNumberField("version", versioned.version());
    json.writeStringField("event_id", line.event().id());
    json.writeStringField("sport_key", line.event().sportKey());
    json.writeStringField("commence_time", line.event().commenceTime().toString());
    text(json, "home_team", line.event().homeTeam());
    text(json, "away_team", line.event().awayTeam());
    json.writeStringField("bet_type", line.betType().symbol());
    text(json, "description", line.description());
    number(json, "point", line.point());
    json.writeStringField("status", versioned.withdrawn() ? "withdrawn" : "open");
    label(json, "not_priced", line.notPriced());
    json.writeStringField("market_time", line.marketTime().toString());
    json.writeStringField("valid_until", line.validUntil().toString());
    json.writeStringField("shape", line.shape().label());
    label(json, "settlement", line.settlement());
    json.writeStringField("method", line.method().label());
    json.writeStringField("consensus", line.consensus().label());
    json.writeNumberField("settings_version", line.settingsVersion());
    json.writeFieldName("references");
    references(json, line.references());
    json.writeArrayFieldStart("outcomes");
    for (PricedOutcome outcome : line.outcomes()) {
      outcome(json, outcome, line.marketTime());
    }
    json.writeEndArray();
    if (line.arbitrage() != null) {
      json.writeFieldName("arbitrage");
      CombinedBetsJson.arbitrage(json, line.arbitrage());
    }
    if (!line.middles().isEmpty()) {
      json.writeFieldName("middles");
      CombinedBetsJson.middles(json, line.middles());
    }
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, PricedOutcome outcome, Instant marketTime)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", outcome.name());
    number(json, "point", outcome.point());
    number(json, "fair_probability", outcome.fairProbability());
    number(json, "fair_price", outcome.fairPrice());
    number(json, "fair_american", outcome.fairAmerican());
    Offer best = outcome.best();
    if (best != null) {
      json.writeStringField("best_bookmaker", best.bookmaker().key());
      json.writeNumberField("best_price", best.price());
      if (best.value() != null) {
        json.writeNumberField("best_ev", best.value().ev());
      }
    }
    if (outcome.top() != null) {
      json.writeStringField("top_bookmaker", outcome.top().bookmaker().key());
      json.writeNumberField("top_price", outcome.top().price());
    }
    json.writeFieldName("offers");
    OffersJson.write(json, outcome.offers(), marketTime);
    json.writeEndObject();
  }

  private static void references(JsonGenerator json, List<PricedLine.Reference> references)
      throws IOException {
    json.writeStartArray();
    for (PricedLine.Reference reference : references) {
      json.writeStartObject();
      json.writeStringField("bookmaker", reference.bookmaker().key());
      json.writeNumberField("weight", reference.weight());
      json.writeNumberField("overround", reference.overround());
      json.writeNumberField("hold", reference.hold());
      json.writeStringField("method", reference.method().label());
      if (reference.age() != null) {
        json.writeNumberField("age_ms", reference.age().toMillis());
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
