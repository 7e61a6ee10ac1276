package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads priced lines whose bytes are those of our schema, straight to the record: the counterpart
 * of {@link LineWriter}. What is damaged or unusual, Avro's reader reads. For one thread.
 */
final class DirectLineReader {
  private static final LineStatus[] STATUSES = LineStatus.values();

  private final AvroInput in = new AvroInput(Integer.MAX_VALUE, false);
  private final Interned<String> names = new Interned<>(1024);
  private final Interned<BetType> betTypes = new Interned<>(512);
  private final KnownEvents events = new KnownEvents(names);
  private final KnownLabels labels = new KnownLabels(in);
  private final Interned<Bookmaker> bookmakers = new Interned<>(256);
  private final OfferReader offers = new OfferReader(in, bookmakers, labels);
  private final CombinedBetsReader combined = new CombinedBetsReader(in, bookmakers, names);

  /**
   * @param start where the value begins, behind the schema's id
   * @return null if it is damaged or unusual
   */
  PricedLine read(byte[] value, int start) {
    try {
      return require(value, start);
    } catch (AvroInput.UnusualException | InvalidOddsException e) {
      return null;
    }
  }

  /**
   * Reads what {@link OtherSchema} wrote.
   *
   * @throws InvalidOddsException if a field is outside the contract
   * @throws AvroInput.UnusualException if it is damaged
   */
  PricedLine require(byte[] value, int start) {
    in.begin(value, start);
    PricedLine line = line(value);
    if (!in.isEnd()) {
      throw AvroInput.unusual();
    }
    return line;
  }

  private PricedLine line(byte[] value) {
    LineId id = new LineId(in.readText());
    SportingEvent event = events.read(in, value);
    BetType betType = in.read(betTypes, BetType::new);
    String description = in.readOptionalText(names);
    Double point = in.readOptionalDouble();
    PricedLine.Status status = status(STATUSES[in.readPlace(STATUSES.length - 1)]);
    Label<NotPriced> notPriced = labels.optionalNotPriced();
    Instant marketTime = in.readTime();
    Instant validUntil = in.readTime();
    Label<Shape> shape = labels.shape();
    Label<Method> method = labels.method();
    Label<Combination> consensus = labels.consensus();
    int settingsVersion = in.readInt();
    List<Reference> references = references();
    List<PricedOutcome> outcomes = outcomes();
    Label<Settlement> settlement = labels.optionalSettlement();
    return new PricedLine(
        id,
        event,
        betType,
        description,
        point,
        status,
        notPriced,
        marketTime,
        validUntil,
        shape,
        settlement,
        method,
        consensus,
        settingsVersion,
        references,
        outcomes,
        combined.optionalArbitrage(),
        combined.middles(),
        NearnessFields.read(in, labels));
  }

  private static PricedLine.Status status(LineStatus status) {
    return switch (status) {
      case open -> PricedLine.Status.OPEN;
      case withdrawn -> PricedLine.Status.WITHDRAWN;
      case unknown -> PricedLine.Status.UNKNOWN;
    };
  }

  private List<Reference> references() {
    int count = in.beginArray();
    List<Reference> references = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Bookmaker bookmaker = in.read(bookmakers, Bookmaker::new);
      double weight = in.readDouble();
      double overround = in.readDouble();
      in.skipOptionalDouble(); // hold
      Label<Method> method = labels.method();
      Duration age = in.readPresent() ? Duration.ofMillis(in.readLong()) : null;
      references.add(new Reference(bookmaker, weight, overround, method, age));
    }
    in.endArray(count);
    return references;
  }

  private List<PricedOutcome> outcomes() {
    int count = in.beginArray();
    List<PricedOutcome> outcomes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outcomes.add(outcome());
    }
    in.endArray(count);
    return outcomes;
  }

  private PricedOutcome outcome() {
    String name = in.readText(names);
    Double point = in.readOptionalDouble();
    Double fairProbability = in.readOptionalDouble();
    Bookmaker best = in.readPresent() ? in.read(bookmakers, Bookmaker::new) : null;
    in.skipOptionalDouble(); // its price
    in.skipOptionalDouble(); // its EV
    in.skipOptionalDouble(); // fair price
    in.skipOptionalDouble(); // fair American odds
    Bookmaker top = in.readPresent() ? in.read(bookmakers, Bookmaker::new) : null;
    in.skipOptionalDouble(); // its price
    int count = in.beginArray();
    List<Offer> read = new ArrayList<>(count);
    Offer bestOffer = null;
    Offer topOffer = null;
    for (int i = 0; i < count; i++) {
      Offer offer = offers.read();
      read.add(offer);
      bestOffer = offer.bookmaker().equals(best) ? offer : bestOffer;
      topOffer = offer.bookmaker().equals(top) ? offer : topOffer;
    }
    in.endArray(count);
    return new PricedOutcome(name, point, fairProbability, bestOffer, topOffer, read);
  }
}
