package io.betintel.ev.linejson;

import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A priced line, and the parts of it that a table stores apart. Times are ISO 8601 in UTC; what is
 * null is left out. Writes one after the other, for one thread.
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
  public static final String SOURCE = "source";
  public static final String DISTANCE = "distance";
  public static final String STANDARD_ERROR = "standard_error";

  /** The {@link #STATUS} of a line that a bookmaker quotes. */
  public static final String OPEN = status(PricedLine.Status.OPEN);

  /** The {@link #STATUS} of a line that no bookmaker quotes any more. */
  public static final String WITHDRAWN = status(PricedLine.Status.WITHDRAWN);

  private final JsonOutput json = new JsonOutput();

  /**
   * The whole line.
   *
   * @param version the record's offset: of two versions of a line the greater one is the newer
   */
  public static String line(PricedLine line, long version) {
    return new String(new LineJson().bytes(line, version), StandardCharsets.UTF_8);
  }

  /** The whole line as UTF-8; see {@link #line}. */
  public byte[] bytes(PricedLine line, long version) {
    write(json.begin(), line, version);
    return json.toByteArray();
  }

  /**
   * An array of a bet's offers.
   *
   * @param line theirs: ages are at its market time
   */
  public String offers(List<Offer> offers, PricedLine line) {
    OfferJson.array(json.begin(), offers, line.marketTime(), OfferJson.lays(line));
    return json.toString();
  }

  /** An array of the bookmakers that made the fair price. */
  public String references(List<PricedLine.Reference> references) {
    ReferenceJson.array(json.begin(), references);
    return json.toString();
  }

  /** Null for null. */
  public String arbitrage(Arbitrage arbitrage) {
    if (arbitrage == null) {
      return null;
    }
    CombinedBetsJson.arbitrage(json.begin(), arbitrage);
    return json.toString();
  }

  /** An array; null without middles. */
  public String middles(List<Middle> middles) {
    if (middles.isEmpty()) {
      return null;
    }
    CombinedBetsJson.middles(json.begin(), middles);
    return json.toString();
  }

  private static void write(JsonOutput json, PricedLine line, long version) {
    json.beginObject();
    json.text(LINE_ID, line.id().text());
    json.number(VERSION, version);
    json.text(EVENT_ID, line.event().id());
    json.text(SPORT_KEY, line.event().sportKey());
    json.instant(COMMENCE_TIME, line.event().commenceTime());
    json.optionalText(HOME_TEAM, line.event().homeTeam());
    json.optionalText(AWAY_TEAM, line.event().awayTeam());
    json.text(BET_TYPE, line.betType().symbol());
    json.optionalText(DESCRIPTION, line.description());
    json.optionalNumber(POINT, line.point());
    json.text(STATUS, status(line.status()));
    json.optionalLabel(NOT_PRICED, line.notPriced());
    json.instant(MARKET_TIME, line.marketTime());
    json.instant(VALID_UNTIL, line.validUntil());
    Instant currentUntil = currentUntil(line);
    if (currentUntil != null) {
      json.instant(CURRENT_UNTIL, currentUntil);
    }
    json.text(SHAPE, line.shape().label());
    json.optionalLabel(SETTLEMENT, line.settlement());
    json.text(METHOD, line.method().label());
    json.text(CONSENSUS, line.consensus().label());
    json.number(SETTINGS_VERSION, line.settingsVersion());
    json.name(REFERENCES);
    ReferenceJson.array(json, line.references());
    json.name(OUTCOMES);
    json.beginArray();
    for (PricedOutcome outcome : line.outcomes()) {
      OutcomeJson.write(json, outcome, line);
    }
    json.endArray();
    if (line.arbitrage() != null) {
      json.name(ARBITRAGE);
      CombinedBetsJson.arbitrage(json, line.arbitrage());
    }
    if (!line.middles().isEmpty()) {
      json.name(MIDDLES);
      CombinedBetsJson.middles(json, line.middles());
    }
    nearness(json, line.nearness());
    json.endObject();
  }

  /** Of a line or an offer. */
  static void nearness(JsonOutput json, Nearness nearness) {
    if (nearness != null) {
      json.text(SOURCE, nearness.source().label());
      json.optionalNumber(DISTANCE, nearness.distance());
      json.optionalNumber(STANDARD_ERROR, nearness.standardError());
    }
  }

  /** Null without any of these. */
  private static Instant currentUntil(PricedLine line) {
    Instant first = null;
    for (PricedOutcome outcome : line.outcomes()) {
      first = outcome.best() == null ? first : sooner(first, outcome.best().validUntil());
      first = outcome.top() == null ? first : sooner(first, outcome.top().validUntil());
    }
    first = line.arbitrage() == null ? first : sooner(first, line.arbitrage().validUntil());
    for (Middle middle : line.middles()) {
      first = sooner(first, middle.validUntil());
    }
    return first;
  }

  private static Instant sooner(Instant first, Instant other) {
    return first == null || other.isBefore(first) ? other : first;
  }

  private static String status(PricedLine.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
