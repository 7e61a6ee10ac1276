package io.betintel.ev.linejson;

import static io.betintel.ev.linejson.OptionalFields.label;
import static io.betintel.ev.linejson.OptionalFields.number;
import static io.betintel.ev.linejson.OptionalFields.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A priced line, and the parts of it that a table stores apart. Times are ISO 8601 in UTC; what is
 * null is left out.
 */
public final class LineJson {
  public static final String LINE_ID = "line_id";
  public static final String VERSION = "version";
  public static final String EVENT_ID = "event_id";
  public static final String SPORT_KEY = "sport_key";
  public static final String COMMENCE_TIME = "commence_time";
  public static final String HOME_TEAM = "home_team";
  public static final String AWAY_TEAM = "away_team";
  public static final String BET_TYPE = "bet_type";
  public static final String DESCRIPTION = "description";
  public static final String POINT = "point";
  public static final String STATUS = "status";
  public static final String NOT_PRICED = "not_priced";
  public static final String MARKET_TIME = "market_time";
  public static final String VALID_UNTIL = "valid_until";

  /**
   * The first instant at which a best or top offer, the arbitrage or a middle becomes stale: from
   * then on {@link LineNow} has the line. Missing without any of these.
   */
  public static final String CURRENT_UNTIL = "current_until";

  public static final String SHAPE = "shape";
  public static final String SETTLEMENT = "settlement";
  public static final String METHOD = "method";
  public static final String CONSENSUS = "consensus";
  public static final String SETTINGS_VERSION = "settings_version";
  public static final String REFERENCES = "references";
  public static final String OUTCOMES = "outcomes";
  public static final String ARBITRAGE = "arbitrage";
  public static final String MIDDLES = "middles";

  /** The {@link #STATUS} of a line that a bookmaker quotes. */
  public static final String OPEN = status(PricedLine.Status.OPEN);

  /** The {@link #STATUS} of a line that no bookmaker quotes any more. */
  public static final String WITHDRAWN = status(PricedLine.Status.WITHDRAWN);

  // The fast writer gives the shortest digits, as Java does from 19 on.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private LineJson() {}

  /**
   * The whole line.
   *
   * @param version the record's offset: of two versions of a line the greater one is the newer
   */
  public static String line(PricedLine line, long version) {
    return new String(bytes(line, version), StandardCharsets.UTF_8);
  }

  /** The whole line as UTF-8. */
  public static byte[] bytes(PricedLine line, long version) {
    return bytes(json -> line(json, line, version));
  }

  /**
   * An array of a bet's offers.
   *
   * @param marketTime the line's: ages are at this time
   */
  public static String offers(List<Offer> offers, Instant marketTime) {
    return write(json -> OfferJson.array(json, offers, marketTime));
  }

  /** An array of the bookmakers that made the fair price. */
  public static String references(List<PricedLine.Reference> references) {
    return write(json -> ReferenceJson.array(json, references));
  }

  /** Null for null. */
  public static String arbitrage(Arbitrage arbitrage) {
    return arbitrage == null ? null : write(json -> CombinedBetsJson.arbitrage(json, arbitrage));
  }

  /** An array; null without middles. */
  public static String middles(List<Middle> middles) {
    return middles.isEmpty() ? null : write(json -> CombinedBetsJson.middles(json, middles));
  }

  private static void line(JsonGenerator json, PricedLine line, long version) throws IOException {
    json.writeStartObject();
    json.writeStringField(LINE_ID, line.id().text());
    json.writeNumberField(VERSION, version);
    json.writeStringField(EVENT_ID, line.event().id());
    json.writeStringField(SPORT_KEY, line.event().sportKey());
    json.writeStringField(COMMENCE_TIME, InstantText.of(line.event().commenceTime()));
    text(json, HOME_TEAM, line.event().homeTeam());
    text(json, AWAY_TEAM, line.event().awayTeam());
    json.writeStringField(BET_TYPE, line.betType().symbol());
    text(json, DESCRIPTION, line.description());
    number(json, POINT, line.point());
    json.writeStringField(STATUS, status(line.status()));
    label(json, NOT_PRICED, line.notPriced());
    json.writeStringField(MARKET_TIME, InstantText.of(line.marketTime()));
    json.writeStringField(VALID_UNTIL, InstantText.of(line.validUntil()));
    text(json, CURRENT_UNTIL, currentUntil(line));
    json.writeStringField(SHAPE, line.shape().label());
    label(json, SETTLEMENT, line.settlement());
    json.writeStringField(METHOD, line.method().label());
    json.writeStringField(CONSENSUS, line.consensus().label());
    json.writeNumberField(SETTINGS_VERSION, line.settingsVersion());
    json.writeFieldName(REFERENCES);
    ReferenceJson.array(json, line.references());
    json.writeArrayFieldStart(OUTCOMES);
    for (PricedOutcome outcome : line.outcomes()) {
      OutcomeJson.write(json, outcome, line.marketTime());
    }
    json.writeEndArray();
    if (line.arbitrage() != null) {
      json.writeFieldName(ARBITRAGE);
      CombinedBetsJson.arbitrage(json, line.arbitrage());
    }
    if (!line.middles().isEmpty()) {
      json.writeFieldName(MIDDLES);
      CombinedBetsJson.middles(json, line.middles());
    }
    json.writeEndObject();
  }

  private static String currentUntil(PricedLine line) {
    Stream<Offer> offers =
        line.outcomes().stream()
            .flatMap(outcome -> Stream.of(outcome.best(), outcome.top()).filter(Objects::nonNull));
    return Stream.of(
            offers.map(Offer::validUntil),
            Stream.ofNullable(line.arbitrage()).map(Arbitrage::validUntil),
            line.middles().stream().map(Middle::validUntil))
        .flatMap(Function.identity())
        .min(Comparator.naturalOrder())
        .map(InstantText::of)
        .orElse(null);
  }

  private static String status(PricedLine.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String write(Writing writing) {
    return new String(bytes(writing), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }
}
