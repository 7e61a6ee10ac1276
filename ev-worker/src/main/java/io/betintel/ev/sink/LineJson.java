package io.betintel.ev.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.value.Offer;
import io.betintel.ev.value.PricedLine;
import io.betintel.ev.value.PricedLine.PricedOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

  /** An array of a bet's offers. */
  public static String offers(List<Offer> offers) {
    return text(json -> offers(json, offers));
  }

  /** An array of who made the fair price. */
  public static String references(List<PricedLine.Reference> references) {
    return text(json -> references(json, references));
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
    text(json, "not_priced", line.notPriced());
    json.writeStringField("market_time", line.marketTime().toString());
    json.writeStringField("valid_until", line.validUntil().toString());
    json.writeStringField("shape", line.shape());
    json.writeStringField("method", line.method());
    json.writeStringField("consensus", line.consensus());
    json.writeNumberField("settings_version", line.settingsVersion());
    json.writeFieldName("references");
    references(json, line.references());
    json.writeArrayFieldStart("outcomes");
    for (PricedOutcome outcome : line.outcomes()) {
      outcome(json, outcome);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, PricedOutcome outcome) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", outcome.name());
    number(json, "point", outcome.point());
    number(json, "fair_probability", outcome.fairProbability());
    Offer best = outcome.best();
    if (best != null) {
      json.writeStringField("best_bookmaker", best.bookmaker().key());
      json.writeNumberField("best_price", best.price());
      if (best.value() != null) {
        json.writeNumberField("best_ev", best.value().ev());
      }
    }
    json.writeFieldName("offers");
    offers(json, outcome.offers());
    json.writeEndObject();
  }

  private static void offers(JsonGenerator json, List<Offer> offers) throws IOException {
    json.writeStartArray();
    for (Offer offer : offers) {
      json.writeStartObject();
      json.writeStringField("bookmaker", offer.bookmaker().key());
      json.writeNumberField("price", offer.price());
      json.writeNumberField("net_price", offer.netPrice());
      json.writeStringField("quoted_at", offer.quotedAt().toString());
      json.writeStringField("valid_until", offer.validUntil().toString());
      if (offer.value() != null) {
        value(json, offer.value());
      }
      json.writeArrayFieldStart("flags");
      for (Offer.Flag flag : offer.flags()) {
        json.writeString(flag.label());
      }
      json.writeEndArray();
      text(json, "link", offer.link());
      number(json, "bet_limit", offer.betLimit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Offer.Value value) throws IOException {
    json.writeNumberField("fair_probability", value.fairProbability());
    json.writeArrayFieldStart("references");
    for (Bookmaker bookmaker : value.references()) {
      json.writeString(bookmaker.key());
    }
    json.writeEndArray();
    json.writeNumberField("ev", value.ev());
    json.writeNumberField("kelly", value.kelly());
    json.writeNumberField("stake", value.stake());
    if (value.valueClass() != null) {
      json.writeStringField("value_class", value.valueClass().label());
    }
  }

  private static void references(JsonGenerator json, List<PricedLine.Reference> references)
      throws IOException {
    json.writeStartArray();
    for (PricedLine.Reference reference : references) {
      json.writeStartObject();
      json.writeStringField("bookmaker", reference.bookmaker().key());
      json.writeNumberField("weight", reference.weight());
      json.writeNumberField("overround", reference.overround());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void number(JsonGenerator json, String field, Double value) throws IOException {
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
