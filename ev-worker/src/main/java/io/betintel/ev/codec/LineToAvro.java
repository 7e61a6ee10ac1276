package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;

/** A priced line as the generated classes have it. */
final class LineToAvro {
  /** The places of the methods' fields. */
  static final Map<Method, Integer> METHODS = fields();

  private LineToAvro() {}

  static io.betintel.ev.avro.PricedLine line(PricedLine line) {
    SportingEvent event = line.event();
    return io.betintel.ev.avro.PricedLine.newBuilder()
        .setLineId(line.id().text())
        .setEventId(event.id())
        .setSportKey(event.sportKey())
        .setCommenceTime(event.commenceTime())
        .setHomeTeam(event.homeTeam())
        .setAwayTeam(event.awayTeam())
        .setBetType(line.betType().symbol())
        .setDescription(line.description())
        .setPoint(line.point())
        .setStatus(line.status() == Status.OPEN ? LineStatus.open : LineStatus.withdrawn)
        .setNotPriced(text(line.notPriced()))
        .setMarketTime(line.marketTime())
        .setValidUntil(line.validUntil())
        .setShape(line.shape().label())
        .setSettlement(text(line.settlement()))
        .setMethod(line.method().label())
        .setConsensus(line.consensus().label())
        .setSettingsVersion(line.settingsVersion())
        .setReferences(line.references().stream().map(LineToAvro::reference).toList())
        .setOutcomes(
            line.outcomes().stream().map(outcome -> outcome(outcome, line.marketTime())).toList())
        .setArbitrage(line.arbitrage() == null ? null : arbitrage(line.arbitrage()))
        .setMiddles(line.middles().stream().map(LineToAvro::middle).toList())
        .build();
  }

  private static io.betintel.ev.avro.Reference reference(Reference reference) {
    return io.betintel.ev.avro.Reference.newBuilder()
        .setBookmaker(reference.bookmaker().key())
        .setWeight(reference.weight())
        .setOverround(reference.overround())
        .setHold(reference.hold())
        .setMethod(reference.method().label())
        .setAgeMs(reference.age() == null ? null : reference.age().toMillis())
        .build();
  }

  private static io.betintel.ev.avro.PricedOutcome outcome(
      PricedOutcome outcome, Instant marketTime) {
    Offer best = outcome.best();
    Offer top = outcome.top();
    return io.betintel.ev.avro.PricedOutcome.newBuilder()
        .setName(outcome.name())
        .setPoint(outcome.point())
        .setFairProbability(outcome.fairProbability())
        .setFairPrice(outcome.fairPrice())
        .setFairAmerican(outcome.fairAmerican())
        .setBestBookmaker(best == null ? null : best.bookmaker().key())
        .setBestPrice(best == null ? null : best.price())
        .setBestEv(best == null ? null : best.value().ev())
        .setTopBookmaker(top == null ? null : top.bookmaker().key())
        .setTopPrice(top == null ? null : top.price())
        .setOffers(outcome.offers().stream().map(offer -> offer(offer, marketTime)).toList())
        .build();
  }

  private static io.betintel.ev.avro.Offer offer(Offer offer, Instant marketTime) {
    Offer.Value value = offer.value();
    io.betintel.ev.avro.Offer.Builder builder =
        io.betintel.ev.avro.Offer.newBuilder()
            .setBookmaker(offer.bookmaker().key())
            .setPrice(offer.price())
            .setNetPrice(offer.netPrice())
            .setQuotedAt(offer.quotedAt())
            .setAgeMs(Duration.between(offer.quotedAt(), marketTime).toMillis())
            .setValidUntil(offer.validUntil())
            .setFlags(offer.flags().stream().map(Offer.Flag::label).toList())
            .setLink(offer.link())
            .setBetLimit(offer.betLimit());
    if (value != null) {
      builder
          .setFairProbability(value.fairProbability())
          .setReferences(value.references().stream().map(Bookmaker::key).toList())
          .setEv(value.ev())
          .setKelly(value.kelly())
          .setStake(value.stake())
          .setValueClass(text(value.valueClass()))
          .setWorstCaseEv(value.worstCaseEv())
          .setEvByMethod(evByMethod(value.evByMethod()));
    }
    return builder.build();
  }

  private static io.betintel.ev.avro.EvByMethod evByMethod(EvByMethod evs) {
    io.betintel.ev.avro.EvByMethod record = new io.betintel.ev.avro.EvByMethod();
    METHODS.forEach((method, field) -> record.put(field, evs.under(method)));
    return record;
  }

  private static io.betintel.ev.avro.Arbitrage arbitrage(Arbitrage arbitrage) {
    return new io.betintel.ev.avro.Arbitrage(
        arbitrage.profit(),
        arbitrage.suspect(),
        arbitrage.validUntil(),
        arbitrage.legs().stream().map(LineToAvro::leg).toList());
  }

  private static io.betintel.ev.avro.Middle middle(Middle middle) {
    return new io.betintel.ev.avro.Middle(
        middle.other().text(),
        middle.above(),
        middle.below(),
        middle.cost(),
        middle.profitIfHit(),
        middle.hitProbability(),
        middle.suspect(),
        middle.validUntil(),
        middle.legs().stream().map(LineToAvro::leg).toList());
  }

  private static io.betintel.ev.avro.Leg leg(Leg leg) {
    return new io.betintel.ev.avro.Leg(
        leg.outcome(),
        leg.point(),
        leg.bookmaker().key(),
        leg.price(),
        leg.netPrice(),
        leg.stake());
  }

  private static String text(Label<?> label) {
    return label == null ? null : label.label();
  }

  private static Map<Method, Integer> fields() {
    Map<Method, Integer> fields = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      String label = method.label();
      Schema.Field field = io.betintel.ev.avro.EvByMethod.getClassSchema().getField(label);
      if (field == null) {
        throw new IllegalStateException("PricedLine.avsc has no field for the method " + label);
      }
      fields.put(method, field.pos());
    }
    return fields;
  }
}
